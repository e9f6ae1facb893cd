import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** One version of an object, or the mark that it was deleted. */
export type Version = {
  key: string;
  versionId: string;
  /** ISO 8601 */
  at: string;
  size: number;
  etag: string;
  isDeleted: boolean;
  contentType: string;
  /** x-amz-meta-* without that beginning. */
  metadata: Record<string, string>;
};
export type Files = ReturnType<typeof openFiles>;

/** Keeps the objects of a bucket in a folder: for each key one of its own, in it each version's bytes and what is known of it. */
export function openFiles(folder: string, isVersioned: boolean) {
  const folderOf = (key: string) => join(folder, createHash("sha256").update(key).digest("hex"));
  const nextId = clockwork();

  /** The newest version; undefined where there is none. */
  async function latest(key: string): Promise<Version | undefined> {
    const newest = (await versionIds(folderOf(key))).at(-1);
    return newest === undefined ? undefined : version(key, newest);
  }
  async function version(key: string, versionId: string): Promise<Version | undefined> {
    if (!/^\w+$/.test(versionId)) return undefined;
    const text = await readFile(join(folderOf(key), `${versionId}.json`), "utf8").catch(() => undefined);
    return text === undefined ? undefined : (JSON.parse(text) as Version);
  }
  /** The bytes are there before anybody can find them. */
  async function add(made: Omit<Version, "versionId" | "at">, body?: Uint8Array): Promise<Version> {
    const home = folderOf(made.key);
    await mkdir(home, { recursive: true });
    const kept: Version = { ...made, versionId: nextId(), at: new Date().toISOString() };
    if (body) await writeWhole(join(home, kept.versionId), body);
    await writeWhole(join(home, `${kept.versionId}.json`), JSON.stringify(kept));
    if (!isVersioned) await forgetBefore(home, kept.versionId);
    return kept;
  }
  async function forget(key: string, versionId: string): Promise<void> {
    if (!(await version(key, versionId))) return;
    await rm(join(folderOf(key), `${versionId}.json`), { force: true });
    await rm(join(folderOf(key), versionId), { force: true });
  }
  async function forgetBefore(home: string, newest: string): Promise<void> {
    for (const name of await readdir(home)) if (!name.startsWith(newest)) await rm(join(home, name), { force: true });
  }

  return {
    isVersioned,
    /** Where the parts of uploads lie that are not complete. */
    partsFolder: join(folder, "parts"),
    latest,
    version,
    read: ({ key, versionId }: Version): Promise<Buffer> => readFile(join(folderOf(key), versionId)),
    put: (key: string, body: Uint8Array, { contentType, metadata }: Pick<Version, "contentType" | "metadata">) =>
      add({ key, contentType, metadata, size: body.length, etag: `"${md5(body)}"`, isDeleted: false }, body),
    /** Without a version: marks the key as deleted, where the bucket keeps versions. */
    async remove(key: string, versionId?: string): Promise<Version | undefined> {
      if (versionId !== undefined) return forget(key, versionId).then(() => undefined);
      if (isVersioned) return add({ key, contentType: "", metadata: {}, size: 0, etag: "", isDeleted: true });
      await rm(folderOf(key), { recursive: true, force: true });
      return undefined;
    },
  };
}

const md5 = (body: Uint8Array): string => createHash("md5").update(body).digest("hex");

async function versionIds(home: string): Promise<string[]> {
  const names = await readdir(home).catch(() => []);
  return names
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length))
    .sort();
}

async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const part = `${file}.${randomUUID()}.part`;
  await writeFile(part, content);
  await rename(part, file);
}

/** Ids that sort by the time they were made at, and no two are the same. */
function clockwork(): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Date.now() * 1000);
    return `${last.toString(36).padStart(11, "0")}${randomBytes(8).toString("hex")}`;
  };
}
