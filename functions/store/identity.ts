import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
  UsernameExistsException,
} from "@aws-sdk/client-cognito-identity-provider";

const pool = new CognitoIdentityProviderClient({});
const UserPoolId = process.env.USER_POOL_ID ?? "";

/**
 * Makes sure that somebody with this address can sign in, and invites them by e-mail where they could not yet.
 * Safe to repeat. Returns the subject of their tokens, which is their account's id.
 */
export async function invite(email: string): Promise<string> {
  try {
    const { User } = await pool.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: email,
        UserAttributes: [
          { Name: "email", Value: email },
          { Name: "email_verified", Value: "true" },
        ],
        DesiredDeliveryMediums: ["EMAIL"],
      }),
    );
    return subjectOf(User?.Attributes);
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
    const { UserAttributes } = await pool.send(new AdminGetUserCommand({ UserPoolId, Username: email }));
    return subjectOf(UserAttributes);
  }
}

function subjectOf(attributes: AttributeType[] = []): string {
  const subject = attributes.find(({ Name }) => Name === "sub")?.Value;
  if (!subject) throw new Error("Cognito answered without a subject");
  return subject;
}
