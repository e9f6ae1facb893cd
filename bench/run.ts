/** `npm run bench -- NAME [more]` runs bench/NAME.ts with what follows. */
const [name = ""] = process.argv.splice(2, 1);
if (!/^[a-z]+$/i.test(name)) throw new Error("name one: npm run bench -- live");
await import(`./${name}.ts`);
