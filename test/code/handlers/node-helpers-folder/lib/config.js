module.exports.table = process.env.USERS_TABLE || "users";
