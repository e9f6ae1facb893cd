import type { Route } from "../../functions/contract/route.ts";
import { routes } from "../../functions/contract/routes.ts";

/**
 * The actions that a bundle's commands need, but those that no test can see. Those of Idempotency-Keys are in all routes,
 * but only a POST takes one.
 */
export function neededBy(entry: string, code: string): string[] {
  const commands: string[] = [...code.matchAll(/"(\w+)",[\w$]+\)\{\}/g)].map(([, operation]) => operation ?? "");
  const needed = new Set(commands.flatMap((operation) => actions[operation] ?? neededOfFiles(operation, code)));
  if (commands.includes("TransactWriteItems")) for (const action of partsOf(code)) needed.add(action);
  const method = methodOf(entry);
  if (method && method !== "POST") needed.delete("dynamodb:DeleteItem");
  if (method === "GET") needed.delete("dynamodb:PutItem");
  return [...needed].filter((action) => !unseen.has(action));
}

/** The parts that a bundle's transactions are made of. */
const partsOf = (code: string): string[] =>
  [...code.matchAll(/\b(Put|Update|Delete|ConditionCheck):\{TableName\b/g)].map(([, part]) => `dynamodb:${part}Item`);

/** S3 asks for another leave where a version is named, and for the one to list where it shall say that nothing is there. */
function neededOfFiles(operation: string, code: string): string[] {
  if (operation === "CopyObject") return ["s3:GetObjectVersion", "s3:PutObject"];
  if (operation !== "GetObject" && operation !== "DeleteObject") return [];
  const command = code.match(new RegExp(`([\\w$]+)=class extends [\\w$]+\\([\\w$]+,[\\w$]+,"${operation}"`))?.[1];
  const calls = code.split(`new ${command}({`).slice(1);
  return calls.flatMap((call) => {
    if (call.split("}")[0]?.includes("VersionId:")) return [`s3:${operation}Version`];
    return operation === "GetObject" ? ["s3:GetObject", "s3:ListBucket"] : [`s3:${operation}`];
  });
}

function methodOf(entry: string): Route["method"] | undefined {
  const route: Route | undefined = (routes as Record<string, Route>)[entry.replace("api/", "")];
  return route?.method;
}

/** What the runtime does for a Lambda, and Query, which every bundle holds as part of the SDK's own. */
export const unseen = new Set([
  "dynamodb:Query",
  "logs:CreateLogStream",
  "logs:PutLogEvents",
  "dynamodb:DescribeStream",
  "dynamodb:GetRecords",
  "dynamodb:GetShardIterator",
  "dynamodb:ListStreams",
  "sqs:SendMessage",
  "sqs:ReceiveMessage",
  "sqs:DeleteMessage",
  "sqs:ChangeMessageVisibility",
  "sqs:GetQueueUrl",
  "sqs:GetQueueAttributes",
]);

/** An operation of the SDK and the actions that IAM asks for. */
const actions: Record<string, string> = {
  GetItem: "dynamodb:GetItem",
  BatchGetItem: "dynamodb:BatchGetItem",
  TransactGetItems: "dynamodb:GetItem",
  PutItem: "dynamodb:PutItem",
  UpdateItem: "dynamodb:UpdateItem",
  DeleteItem: "dynamodb:DeleteItem",
  BatchWriteItem: "dynamodb:BatchWriteItem",
  StartExecution: "states:StartExecution",
  StopExecution: "states:StopExecution",
  DescribeExecution: "states:DescribeExecution",
  ListExecutions: "states:ListExecutions",
  SendTaskSuccess: "states:SendTaskSuccess",
  SendTaskFailure: "states:SendTaskFailure",
  AdminCreateUser: "cognito-idp:AdminCreateUser",
  AdminGetUser: "cognito-idp:AdminGetUser",
  AdminDisableUser: "cognito-idp:AdminDisableUser",
  AdminEnableUser: "cognito-idp:AdminEnableUser",
  AdminUserGlobalSignOut: "cognito-idp:AdminUserGlobalSignOut",
  AdminResetUserPassword: "cognito-idp:AdminResetUserPassword",
  AdminSetUserMFAPreference: "cognito-idp:AdminSetUserMFAPreference",
  AdminSetUserPassword: "cognito-idp:AdminSetUserPassword",
  AdminUpdateUserAttributes: "cognito-idp:AdminUpdateUserAttributes",
  AdminDeleteUser: "cognito-idp:AdminDeleteUser",
  PutObject: "s3:PutObject",
  CreateMultipartUpload: "s3:PutObject",
  UploadPart: "s3:PutObject",
  CompleteMultipartUpload: "s3:PutObject",
  AbortMultipartUpload: "s3:AbortMultipartUpload",
  Publish: "sns:Publish",
  SendEmail: "ses:SendEmail",
  PostToConnection: "execute-api:ManageConnections",
  GetConnection: "execute-api:ManageConnections",
  DeleteConnection: "execute-api:ManageConnections",
};
