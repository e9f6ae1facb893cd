/** Files in what was pasted. A picture of the screen has no name of its own worth keeping: it gets the time as one. */
export function pastedFiles(clipboard: DataTransfer): File[] {
  // A table of a spreadsheet comes as text and as its picture: the text is what is meant.
  if (clipboard.types.includes("text/plain")) return [];
  const time = new Date().toISOString().slice(0, 19).replace(/[:T]/g, "-");
  return [...clipboard.files].map((file) => {
    const isUnnamed = /^image\.(png|jpe?g|gif)$/.test(file.name);
    return isUnnamed ? new File([file], `pasted-${time}.${file.name.split(".").at(-1)}`, { type: file.type }) : file;
  });
}
