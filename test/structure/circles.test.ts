import { build, type Plugin, type Rolldown } from "vite";
import { describe, expect, test } from "vitest";
import client from "../../web/vite.config.ts";

/** Modules by their names, with what each imports. */
type Modules = { page: string[] } & Record<string, string[]>;
/** A module whose name begins with "one" or "two" is put into the file of that name. */
const groups = ["one", "two"].map((name) => ({ name, test: (id: string) => id.startsWith(name) }));

/** Builds such modules under the guard of the client's own build; gives the files that are made. */
async function filesOf(modules: Modules): Promise<string[]> {
  const source: Plugin = {
    name: "source",
    enforce: "pre",
    resolveId: (id) => (id in modules ? id : null),
    load: (id) => modules[id] && `${modules[id].map((other) => `import "${other}";`).join("")}console.log("${id}");`,
  };
  const guard = client.plugins
    ?.flat()
    .filter((plugin) => plugin && "name" in plugin && plugin.name === "without-circles");
  const { output } = (await build({
    configFile: false,
    logLevel: "silent",
    plugins: [source, guard],
    build: {
      write: false,
      rolldownOptions: {
        input: "page",
        output: { codeSplitting: { groups, includeDependenciesRecursively: false } },
      },
    },
  })) as Rolldown.RolldownOutput;
  return output.map(({ name }) => String(name)).sort();
}

describe("the client's build", () => {
  test("fails where files import each other, though no module does, and names them", async () => {
    const modules = { page: ["one"], one: ["two"], two: ["one-more"], "one-more": [] };
    await expect(filesOf(modules)).rejects.toThrow(/files import each other: .*one.* -> .*two.* -> .*one/);
  });

  test("lets two files share a third", async () => {
    const modules = { page: ["one", "two"], one: ["two"], two: [] };
    expect(await filesOf(modules)).toEqual(["one", "page", "two"]);
  });
});
