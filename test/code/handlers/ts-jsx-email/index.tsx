// Mails rendered from components: TSX, with SES and a template.
import { SESClient, SendEmailCommand, SendTemplatedEmailCommand } from "@aws-sdk/client-ses";
import { render } from "@react-email/render";

const ses = new SESClient({});
const Welcome = ({ name }: { name: string }) => <p className="x">Hello {name}</p>;

export const handler = async (event: { to: string; name: string }) => {
  const html = await render(<Welcome name={event.name} />);
  await ses.send(new SendEmailCommand({ Source: "shop@example.com", Destination: { ToAddresses: [event.to] }, Message: { Subject: { Data: "Hi" }, Body: { Html: { Data: html } } } }));
  await ses.send(new SendTemplatedEmailCommand({ Source: "shop@example.com", Template: "welcome", Destination: {}, TemplateData: "{}" }));
};
