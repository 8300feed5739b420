/** Bytes that nothing understood, as a person can read them. */
const SHOWN = 32768;
const ROW = 16;

/** The bytes of base64. */
function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** How to read a payload: `{kind: 'json' | 'text' | 'hex' | 'empty', pretty, plain, cut}`. */
export function readable(message) {
  if (message.payload === '') {
    return { kind: 'empty', plain: '', cut: false };
  }
  // Text in which control characters hide is better seen byte by byte.
  // eslint-disable-next-line no-control-regex
  if (message.text === undefined || /[\0-\x08\x0b\x0c\x0e-\x1f]/.test(message.text)) {
    const bytes = bytesOf(message.payload);
    return { kind: 'hex', plain: hexDump(bytes.subarray(0, SHOWN / 4)), cut: bytes.length > SHOWN / 4 };
  }
  const plain = message.text.slice(0, SHOWN);
  const cut = message.text.length > SHOWN;
  const pretty = prettyJson(message.text);
  return pretty === null || cut ? { kind: 'text', plain, cut } : { kind: 'json', plain, pretty, cut };
}

function prettyJson(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : null;
  } catch {
    return null;
  }
}

/** Offset, sixteen bytes, and what of them is a letter. */
export function hexDump(bytes) {
  const lines = [];
  for (let at = 0; at < bytes.length; at += ROW) {
    const row = [...bytes.subarray(at, at + ROW)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0'));
    const left = hex.slice(0, ROW / 2).join(' ').padEnd(ROW / 2 * 3 - 1);
    const right = hex.slice(ROW / 2).join(' ').padEnd(ROW / 2 * 3 - 1);
    const letters = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${left}  ${right}  ${letters}`);
  }
  return lines.join('\n');
}
