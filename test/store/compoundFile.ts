/** Writes a small compound file ([MS-CFB]) with these names: those at its top, and those in a folder of it. */
export function compoundFile(top: readonly string[], inFolder: readonly string[] = []): Buffer {
  const names = ["Root Entry", ...top, ...(inFolder.length ? ["Folder", ...inFolder] : [])];
  const folder = inFolder.length ? top.length + 1 : none;
  const sectors = Math.ceil(names.length / 4);
  const file = Buffer.alloc((sectors + 2) * 512);
  header(file);
  for (let sector = 0; sector < 128; sector++) file.writeUInt32LE(none, 512 + sector * 4);
  file.writeUInt32LE(0xfffffffd, 512); // the table itself
  for (let sector = 1; sector <= sectors; sector++)
    file.writeUInt32LE(sector === sectors ? endOfChain : sector + 1, 512 + sector * 4);
  for (const [id, name] of names.entries()) {
    const isLast = id === 0 || id === folder || id === names.length - 1;
    const child = id === 0 ? 1 : id === folder ? folder + 1 : none;
    entry(file.subarray(1024 + id * 128), { name, next: isLast ? none : id + 1, child });
  }
  return file;
}

const none = 0xffffffff;
const endOfChain = 0xfffffffe;

function header(file: Buffer): void {
  Buffer.from("d0cf11e0a1b11ae1", "hex").copy(file);
  file.writeUInt16LE(9, 30); // sectors of 2^9 bytes
  file.writeUInt32LE(1, 48); // where the directory begins
  file.writeUInt32LE(endOfChain, 68);
  file.fill(0xff, 80, 512);
}

function entry(at: Buffer, { name, next, child }: { name: string; next: number; child: number }): void {
  at.writeUInt16LE(Buffer.from(`${name}\0`, "utf16le").copy(at), 64);
  at.writeUInt32LE(none, 68);
  at.writeUInt32LE(next, 72);
  at.writeUInt32LE(child, 76);
}
