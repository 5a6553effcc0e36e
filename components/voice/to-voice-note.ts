import { BlobSource, BufferTarget, Conversion, Input, MP4, OggOutputFormat, Output, WEBM } from 'mediabunny';

const TYPE = 'audio/ogg; codecs=opus';

/**
 * A recording as WhatsApp's own voice notes are: opus in ogg. Opus in another container is only put into ogg, packet by
 * packet; other sound is encoded anew where this browser can. Rejects where it can't: then WAHA converts.
 */
export async function toVoiceNote(file: File): Promise<File> {
  if (file.type.startsWith('audio/ogg')) return file;
  const target = new BufferTarget();
  const conversion = await Conversion.init({
    input: new Input({ source: new BlobSource(file), formats: [WEBM, MP4] }),
    output: new Output({ format: new OggOutputFormat(), target }),
    audio: { codec: 'opus' },
    video: { discard: true },
    showWarnings: false,
  });
  if (!conversion.isValid) throw new Error('This browser has no opus');
  await conversion.execute();
  if (!target.buffer) throw new Error('Nothing was written');
  return new File([target.buffer], 'voice.ogg', { type: TYPE });
}
