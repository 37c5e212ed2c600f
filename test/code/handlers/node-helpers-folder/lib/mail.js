const { SESv2Client, SendEmailCommand } = require("@aws-sdk/client-sesv2");
const ses = new SESv2Client();
exports.send = (to, text) => ses.send(new SendEmailCommand({ FromEmailAddress: process.env.SENDER, Destination: { ToAddresses: [to] }, Content: { Simple: { Subject: { Data: text }, Body: { Text: { Data: text } } } } }));
