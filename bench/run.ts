import { existsSync } from "node:fs";

/** `npm run bench -- NAME [more]` runs bench/NAME.ts or bench/NAME/NAME.ts with what follows. */
const [name = ""] = process.argv.splice(2, 1);
if (!/^[a-z]+$/i.test(name)) throw new Error("name one: npm run bench -- live");
const inFolder = new URL(`./${name}/${name}.ts`, import.meta.url);
await import(existsSync(inFolder) ? inFolder.href : `./${name}.ts`);
