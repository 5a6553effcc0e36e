import { deflateSync } from 'node:zlib';
import type { MediaKind } from './messages';
import { silentVoiceNote } from './voice-sample';

/** A file with its type. */
export interface Sample {
  bytes: Buffer;
  mimetype: string;
  filename: string | null;
}

/** A small real file of every kind, so that players and sniffers have something to read. */
export function sampleOf(kind: MediaKind): Sample {
  switch (kind) {
    case 'image':
      return { bytes: picture(), mimetype: 'image/png', filename: null };
    case 'sticker':
      return { bytes: Buffer.from(WEBP, 'base64'), mimetype: 'image/webp', filename: null };
    case 'voice':
      return { bytes: silentVoiceNote(3), mimetype: 'audio/ogg; codecs=opus', filename: null };
    case 'audio':
      return { bytes: tone(), mimetype: 'audio/wav', filename: null };
    case 'video':
      return { bytes: Buffer.from(MP4, 'base64'), mimetype: 'video/mp4', filename: null };
    case 'document':
      return { bytes: Buffer.from(PDF), mimetype: 'application/pdf', filename: 'recibo.pdf' };
  }
}

const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 41>>stream
BT /F1 18 Tf 20 50 Td (Recibo 0001) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
`;

/** 1 × 1 lossy WebP. */
const WEBP = 'UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA';

/** `ftyp` and an empty `moov`: recognised as MP4, nothing to play. */
const MP4 = 'AAAAGGZ0eXBpc29tAAAAAGlzb21tcDQyAAAACGZyZWUAAAAIbW9vdg==';

/** A 96 × 72 picture with soft stripes. */
function picture(): Buffer {
  const [width, height] = [96, 72];
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * (1 + width * 3) + 1 + x * 3;
      rows[at] = 40 + x * 2;
      rows[at + 1] = 150 + Math.floor(y / 2);
      rows[at + 2] = ((x + y) >> 3) % 2 ? 170 : 120;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** Half a second of 440 Hz, 8 kHz mono. */
function tone(): Buffer {
  const samples = 4_000;
  const out = Buffer.alloc(44 + samples);
  out.write('RIFF', 0);
  out.writeUInt32LE(36 + samples, 4);
  out.write('WAVEfmt ', 8);
  out.writeUInt32LE(16, 16);
  out.writeUInt16LE(1, 20);
  out.writeUInt16LE(1, 22);
  out.writeUInt32LE(8_000, 24);
  out.writeUInt32LE(8_000, 28);
  out.writeUInt16LE(1, 32);
  out.writeUInt16LE(8, 34);
  out.write('data', 36);
  out.writeUInt32LE(samples, 40);
  for (let i = 0; i < samples; i++)
    out[44 + i] = 128 + Math.round(60 * Math.sin((i * 440 * 2 * Math.PI) / 8_000));
  return out;
}
