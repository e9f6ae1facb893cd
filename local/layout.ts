import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Raised by one whenever what was stored before can no longer be read; docs/decisions.md says why. */
const layout = "3";

/** All that the local cloud keeps in its folder, and nothing that somebody else may have put there. */
export const kept =
  /^(layout|dynamodb\.db.*|dynamodb\.pid|cognito\.json.*|cognito-key\.pem.*|checkpoints|messages|outbox\.jsonl|files|logs|seeded)$/;

/**
 * Marks a new data folder as one of this version.
 * @throws where it holds what another version has stored: nothing is changed then
 */
export function mustBeReadable(dataDir: string): void {
  const file = join(dataDir, "layout");
  // A start that was cut short may have left its mark, whole or not, and nothing else.
  const isNew = !readdirSync(dataDir).some((name) => name !== "layout" && kept.test(name));
  if (isNew) writeFileSync(file, layout);
  else if (!existsSync(file) || readFileSync(file, "utf8") !== layout) {
    throw new Error(
      `${dataDir} was filled by another version, whose tickets this one cannot read. ` +
        "Begin anew with npm start -- --fresh, or choose another DATA_DIR.",
    );
  }
}
