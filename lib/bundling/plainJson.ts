import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/**
 * JSON of the services that speak nothing else (DynamoDB, Cognito, Step Functions, SQS) by JSON.stringify and JSON.parse. The
 * SDK goes through each value by its schema, in case there are bytes or times in it: no item and no call of ours has bytes,
 * and no time is read from an answer. That took a seventh of a first call, and 20 kB. The one thing that a schema adds stays:
 * the token under which a repeated transaction is known.
 */
export const plainJson: Plugin = {
  name: "plainJson",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(plain-json|@aws-sdk\/dynamodb-codec)$/ }, () => ({
      path: "codec",
      namespace: "plain-json",
    }));
    onLoad({ filter: /./, namespace: "plain-json" }, () => ({ contents: codec, resolveDir: "." }));
    onLoad({ filter: /\/protocols\/json\/AwsJsonRpcProtocol\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(
        "import { JsonCodec2, ",
        `import { JsonCodec2 } from "plain-json";\nimport { `,
      ),
    }));
  },
};

const codec = `
import { randomUUID } from "node:crypto";
import { NormalizedSchema } from "@smithy/core/schema";

export class JsonCodec2 {
  setSerdeContext() {}
  createSerializer() {
    let text;
    return {
      setSerdeContext() {},
      write(schema, input) { text = JSON.stringify({ ...tokensFor(schema, input), ...input }); },
      flush: () => text,
    };
  }
  createDeserializer() {
    return {
      setSerdeContext() {},
      read: async (_, bytes) => JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()),
      readObject: (_, value) => value,
    };
  }
}
export { JsonCodec2 as DynamoDBJsonCodec2 };

function tokensFor(schema, input) {
  const tokens = {};
  for (const [name, member] of NormalizedSchema.of(schema).structIterator()) {
    if (input[name] == null && member.isIdempotencyToken()) tokens[name] = randomUUID();
  }
  return tokens;
}`;
