// A handler with helpers of its own in lib/, each exporting functions that close over one client.
const { getUser, saveUser } = require("./lib/users");
const mail = require("./lib/mail");

exports.handler = async (event) => {
  const user = await getUser(event.id);
  await saveUser({ ...user, seen: true });
  await mail.send(user.email, "Hello");
};
