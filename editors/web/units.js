// The program counts in UTF-8 bytes, the browser in UTF-16 code units.

/** For `text`, the function from an offset in bytes to one in code units. */
export function units(text) {
  const table = [];
  let at = 0;
  for (const character of text) {
    for (let bytes = width(character.codePointAt(0)); bytes > 0; bytes -= 1) table.push(at);
    at += character.length;
  }
  table.push(at);
  return (offset) => table[Math.min(offset, table.length - 1)];
}

// A half of a pair that stands alone goes over as U+FFFD, which has three bytes as well.
const width = (code) => (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
