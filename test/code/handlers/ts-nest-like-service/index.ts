// A service class with a static client and methods called by an object of handlers.
import { CognitoIdentityProviderClient, AdminCreateUserCommand, AdminSetUserPasswordCommand, ListUsersCommand } from "@aws-sdk/client-cognito-identity-provider";

class UserService {
  private static client = new CognitoIdentityProviderClient({});
  constructor(private readonly pool = process.env.USER_POOL_ID) {}

  async create(name: string) {
    await UserService.client.send(new AdminCreateUserCommand({ UserPoolId: this.pool, Username: name }));
    await UserService.client.send(new AdminSetUserPasswordCommand({ UserPoolId: this.pool, Username: name, Password: "x", Permanent: true }));
  }

  list = () => UserService.client.send(new ListUsersCommand({ UserPoolId: this.pool }));
}

const service = new UserService();
const routes: Record<string, (event: any) => unknown> = { "POST /users": (event) => service.create(event.name), "GET /users": () => service.list() };
export const handler = (event: any) => routes[event.routeKey]?.(event);
