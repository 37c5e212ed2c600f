// Asks AWS's extensions for a secret and for a configuration, which call AWS with the function's role.
export const handler = async () => {
  const secret = await fetch(`http://localhost:2773/secretsmanager/get?secretId=${process.env.SECRET}`);
  const flags = await fetch("http://localhost:2772/applications/shop/environments/prod/configurations/flags");
  return { secret: await secret.json(), flags: await flags.json() };
};
