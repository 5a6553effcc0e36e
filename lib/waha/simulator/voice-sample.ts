/** One 20 ms Opus frame of silence (CELT, full band). */
const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);
const FRAMES_PER_SECOND = 50;
const SAMPLES_PER_FRAME = 960;
/** Ogg allows 255 packets a page. */
const FRAMES_PER_PAGE = 5 * FRAMES_PER_SECOND;

/** A playable Ogg Opus file of `seconds` of silence. */
export function silentVoiceNote(seconds: number): Buffer {
  const head = Buffer.from('OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00', 'latin1');
  const tags = Buffer.from('OpusTags\x08\x00\x00\x00simulate\x00\x00\x00\x00', 'latin1');
  const frames = seconds * FRAMES_PER_SECOND;
  const pages = Array.from({ length: Math.ceil(frames / FRAMES_PER_PAGE) }, (_, index) => {
    const end = Math.min(frames, (index + 1) * FRAMES_PER_PAGE);
    const packets = Array.from({ length: end - index * FRAMES_PER_PAGE }, () => SILENCE);
    return page(end === frames ? 4 : 0, BigInt(end * SAMPLES_PER_FRAME + 312), index + 2, packets);
  });
  return Buffer.concat([page(2, 0n, 0, [head]), page(0, 0n, 1, [tags]), ...pages]);
}

/** One Ogg page; at most 255 packets of less than 255 bytes. */
function page(type: number, granule: bigint, sequence: number, packets: Buffer[]): Buffer {
  const header = Buffer.alloc(27 + packets.length);
  header.write('OggS', 0, 'latin1');
  header[5] = type;
  header.writeBigUInt64LE(granule, 6);
  header.writeUInt32LE(1, 14);
  header.writeUInt32LE(sequence, 18);
  header[26] = packets.length;
  for (const [index, packet] of packets.entries()) header[27 + index] = packet.length;
  const bytes = Buffer.concat([header, ...packets]);
  bytes.writeUInt32LE(oggCrc(bytes), 22);
  return bytes;
}

/** CRC-32 as Ogg wants it: polynomial 0x04c11db7, no reflection, zero start. */
function oggCrc(bytes: Buffer): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}
