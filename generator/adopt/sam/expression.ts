/** Text with names of variables in it: of what the template does not say, only Terraform's variables know it. */
export class Expression {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
