import { readFileSync, writeFileSync } from "node:fs";
import { openapiDocument } from "../functions/contract/openapi.ts";

/** Writes the OpenAPI document that is committed and served; a test fails where it is not up to date. */
writeFileSync(
  "functions/contract/openapi.json",
  `${JSON.stringify(openapiDocument(readFileSync("docs/api.md", "utf8")), null, 2)}\n`,
);
