import { CognitoError } from "cognito-local/lib/errors.js";
import { sendResetCode, signOut } from "./cognitoAccount.ts";
import { checkPassword, temporaryPassword } from "./cognitoPasswords.ts";
import type { Pool, User } from "./cognitoPool.ts";
import { prefer } from "./cognitoSecondFactor.ts";
import { type Call, type Fields, name, text } from "./cognitoSignIn.ts";

type Attribute = { Name: string; Value?: string };
type UserCall = (pool: Pool, user: User, request: Fields) => Promise<object>;

const pageLimit = 60;

/** A call about one user, who must be there. */
const about =
  (call: UserCall): Call =>
  async (pool, request) => {
    checkPool(pool, request);
    const user = await pool.find(name(request.Username));
    if (!user) throw new CognitoError("UserNotFoundException", "User does not exist.");
    return call(pool, user, { ...request, Username: user.Username });
  };
const asIs = (target: string): Call => about((pool, _, request) => pool.run(target, request));

/** The calls that need the permissions of an AWS identity. */
export const adminCalls: Record<string, Call> = {
  AdminGetUser: asIs("AdminGetUser"),
  AdminEnableUser: asIs("AdminEnableUser"),
  AdminDeleteUser: asIs("AdminDeleteUser"),

  async AdminCreateUser(pool, request) {
    checkPool(pool, request);
    const { TemporaryPassword = temporaryPassword(), DesiredDeliveryMediums = ["EMAIL"], ...rest } = request;
    checkPassword(TemporaryPassword);
    const Username = name(request.Username);
    if (Username.length > longestName) throw invalid("Username must have at most 128 characters");
    const UserAttributes = lowerCased(request.UserAttributes);
    if (UserAttributes.some(({ Name }) => Name === "sub")) throw invalid("sub cannot be set");
    const existing = await pool.find(Username);
    if (existing && request.MessageAction === "RESEND") return inviteAgain(pool, existing, TemporaryPassword);
    return pool.run("AdminCreateUser", {
      ...rest,
      TemporaryPassword,
      DesiredDeliveryMediums,
      Username,
      UserAttributes,
    });
  },

  AdminSetUserPassword: about((pool, _, request) => {
    checkPassword(request.Password);
    return pool.run("AdminSetUserPassword", request);
  }),

  AdminDisableUser: about(async (pool, user) => {
    await signOut(pool, { ...user, Enabled: false, UserLastModifiedDate: new Date() });
    return {};
  }),

  AdminUpdateUserAttributes: about((pool, _, request) =>
    pool.run("AdminUpdateUserAttributes", { ...request, UserAttributes: lowerCased(request.UserAttributes) }),
  ),

  AdminSetUserMFAPreference: about((pool, user, request) => prefer(pool, user, request.SoftwareTokenMfaSettings)),

  AdminUserGlobalSignOut: about(async (pool, user) => {
    await signOut(pool, user);
    return {};
  }),

  AdminResetUserPassword: about(async (pool, user) => {
    await sendResetCode(pool, user);
    const coded = (await pool.find(user.Username)) ?? user;
    await pool.save({ ...coded, UserStatus: "RESET_REQUIRED" });
    return {};
  }),

  /** At most 60 at a time, as the service: code that forgets the next page shows it here. */
  async ListUsers(pool, request) {
    checkPool(pool, request);
    const { Users } = (await pool.run("ListUsers", request)) as unknown as { Users: object[] };
    const from = Number(request.PaginationToken ?? 0);
    const end = from + Math.min(Number(request.Limit) || pageLimit, pageLimit);
    return { Users: Users.slice(from, end), ...(end < Users.length && { PaginationToken: String(end) }) };
  },
};

async function inviteAgain(pool: Pool, user: User, password: string): Promise<object> {
  if (user.UserStatus !== "FORCE_CHANGE_PASSWORD") {
    throw new CognitoError(
      "UnsupportedUserStateException",
      "Resend not possible. User status is not FORCE_CHANGE_PASSWORD",
    );
  }
  await pool.save({ ...user, Password: password, UserLastModifiedDate: new Date() });
  const address = (user.Attributes ?? []).find(({ Name }) => Name === "email")?.Value;
  pool.deliver({ to: String(address), username: user.Username, kind: "invitation", code: password });
  const { Username, Attributes, Enabled, UserStatus, UserCreateDate, UserLastModifiedDate } = user;
  return { User: { Username, Attributes, Enabled, UserStatus, UserCreateDate, UserLastModifiedDate } };
}

function checkPool({ userPoolId }: Pool, { UserPoolId }: Fields): void {
  if (text(UserPoolId, "UserPoolId") === userPoolId) return;
  throw new CognitoError("ResourceNotFoundException", `User pool ${UserPoolId} does not exist.`);
}

const longestName = 128;
const invalid = (why: string) => new CognitoError("InvalidParameterException", why);

const lowerCased = (attributes: unknown): Attribute[] =>
  ((attributes ?? []) as Attribute[]).map((one) =>
    one.Name === "email" ? { ...one, Value: String(one.Value).toLowerCase() } : one,
  );
