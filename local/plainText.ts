/** A text as it stands in HTML or XML, in an attribute too: nothing of it is markup. */
export const plain = (text: string): string =>
  text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
