import type { Resource, Stack } from "./templateStack.ts";

export const region = "us-east-1";
export const account = "000000000000";
/** One pool and one client: their names are fixed, so that tokens stay valid across starts. */
export const userPoolId = `${region}_LocalPool1`;
export const clientId = "localclient000000000000000";

/** The name a resource goes by: its own where the template gives one, else made of its place. */
export function nameOf({ Type, Properties = {} }: Resource, id: string, stack: Stack): string {
  const given = namedBy.map((key) => Properties[key]).find((name) => typeof name === "string");
  const name = typeof given === "string" ? given : `${stack.name}-${id}`;
  return Type === "AWS::S3::Bucket" ? name.toLowerCase() : name;
}
const namedBy = [
  "FunctionName",
  "TableName",
  "StateMachineName",
  "QueueName",
  "TopicName",
  "RoleName",
  "LogGroupName",
  "BucketName",
];

const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${account}:${rest}`;
export const functionArn = (name: string) => arn("lambda", `function:${name}`);
export const machineArn = (name: string) => arn("states", `stateMachine:${name}`);
export const queueArn = (name: string) => arn("sqs", name);
export const topicArn = (name: string) => arn("sns", name);
const tableArn = (name: string) => arn("dynamodb", `table/${name}`);
/** Stands for the stream until the table is made: the engine names streams by the time. */
export const streamArn = (name: string) => `${tableArn(name)}/stream/local`;

type Kind = {
  /** What Ref gives. */
  ref: (name: string, properties: Record<string, unknown>, resolve: (value: unknown) => unknown) => unknown;
  attributes?: Record<string, (name: string) => string>;
};
const plain = (name: string) => name;

const tableKind: Kind = { ref: plain, attributes: { Arn: tableArn, StreamArn: streamArn } };
const kinds: Record<string, Kind> = {
  "AWS::DynamoDB::Table": tableKind,
  "AWS::DynamoDB::GlobalTable": tableKind,
  "AWS::Lambda::Function": { ref: plain, attributes: { Arn: functionArn } },
  "AWS::Lambda::Version": {
    ref: (_, { FunctionName }, resolve) => `${functionArn(functionNamed(resolve(FunctionName)))}:1`,
  },
  "AWS::StepFunctions::StateMachine": { ref: machineArn, attributes: { Arn: machineArn, Name: plain } },
  "AWS::SQS::Queue": {
    ref: (name) => `https://sqs.${region}.amazonaws.com/${account}/${name}`,
    attributes: { Arn: queueArn, QueueName: plain },
  },
  "AWS::SNS::Topic": { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: plain } },
  "AWS::S3::Bucket": {
    ref: plain,
    attributes: {
      Arn: (name) => `arn:aws:s3:::${name}`,
      DomainName: (name) => `${name}.s3.amazonaws.com`,
      RegionalDomainName: (name) => `${name}.s3.${region}.amazonaws.com`,
    },
  },
  "AWS::IAM::Role": { ref: plain, attributes: { Arn: (name) => `arn:aws:iam::${account}:role/${name}` } },
  "AWS::Logs::LogGroup": { ref: plain, attributes: { Arn: (name) => arn("logs", `log-group:${name}:*`) } },
  "AWS::Cognito::UserPool": {
    ref: () => userPoolId,
    attributes: {
      Arn: () => arn("cognito-idp", `userpool/${userPoolId}`),
      UserPoolId: () => userPoolId,
      ProviderName: () => `cognito-idp.${region}.amazonaws.com/${userPoolId}`,
      ProviderURL: () => `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`,
    },
  },
  "AWS::Cognito::UserPoolClient": { ref: () => clientId, attributes: { ClientId: () => clientId } },
  "AWS::ApiGatewayV2::Api": { ref: plain, attributes: { ApiId: plain, ApiEndpoint: () => "http://localhost" } },
  "AWS::ApiGatewayV2::Stage": { ref: (_, { StageName }, resolve) => resolve(StageName) },
  "AWS::ApiGatewayV2::Route": { ref: plain },
  "AWS::SES::EmailIdentity": { ref: (_, { EmailIdentity }, resolve) => resolve(EmailIdentity) },
  "AWS::SES::ConfigurationSet": { ref: plain },
  "AWS::KMS::Key": { ref: plain, attributes: { Arn: (name) => arn("kms", `key/${name}`), KeyId: plain } },
  "AWS::ApiGatewayV2::Integration": { ref: plain },
  "AWS::ApiGatewayV2::Authorizer": { ref: plain },
};

/** The name in a function's ARN, whatever its version or alias. */
export function functionNamed(name: unknown): string {
  const text = String(name);
  return text.startsWith("arn:") ? (text.split(":")[6] ?? text) : text;
}

/** What Ref gives of a resource. */
export function referenceOf(
  resource: Resource,
  id: string,
  stack: Stack,
  resolve: (value: unknown) => unknown,
): unknown {
  const kind = kinds[resource.Type];
  if (!kind) throw new Error(`${stack.name}: the local cloud has no name for ${id} (${resource.Type})`);
  return kind.ref(nameOf(resource, id, stack), resource.Properties ?? {}, resolve);
}

/** What Fn::GetAtt gives of a resource. */
export function attributeOf(resource: Resource, id: string, attribute: string, stack: Stack): unknown {
  const value = kinds[resource.Type]?.attributes?.[attribute];
  if (!value) throw new Error(`${stack.name}: the local cloud does not know ${attribute} of ${id} (${resource.Type})`);
  return value(nameOf(resource, id, stack));
}
