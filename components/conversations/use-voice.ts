import { type RefObject, useEffect, useRef } from 'react';
import type { Attachment } from '../attachments/attachment-store';
import { Upload } from '../attachments/upload';
import { useObservable } from '../realtime/observable';
import { encodeWaveform } from '../voice/waveform';
import { useInbox } from './inbox-context';
import { quoteOf } from './send-written';

/** The voice note that is being recorded in a conversation, and what becomes of it. */
export function useVoice(conversationId: string, box: RefObject<HTMLTextAreaElement | null>) {
  const { voice, outbox, composing } = useInbox();
  const recorder = useObservable(voice.all).get(conversationId);
  const end = () => voice.end(conversationId);
  const wasSpeaking = useRef(false);
  useEffect(() => {
    // The box is there again.
    if (wasSpeaking.current && !recorder) box.current?.focus();
    wasSpeaking.current = recorder !== undefined;
  }, [recorder, box]);
  const sendVoice = async () => {
    if (!recorder) return;
    const { seconds, levels } = recorder.state.get();
    const recorded = await recorder.finish();
    end();
    if (!recorded) return;
    const file = toAttachment(recorded, seconds, levels);
    const answered = composing.all.get().get(conversationId);
    outbox.send({
      conversationId,
      createdAt: new Date().toISOString(),
      clientId: file.id,
      text: '',
      file,
      replyTo: answered && quoteOf(answered.message),
    });
    composing.set(conversationId, undefined);
  };
  const cancelVoice = () => {
    recorder?.cancel();
    end();
  };
  return { voice, recorder, sendVoice, cancelVoice };
}

const toAttachment = (file: File, seconds: number, levels: readonly number[]): Attachment => ({
  id: crypto.randomUUID(),
  name: file.name,
  kind: 'voice',
  mimetype: file.type,
  url: URL.createObjectURL(file),
  caption: '',
  voice: { seconds: Math.max(1, Math.round(seconds)), waveform: encodeWaveform(levels) },
  upload: new Upload(file, 'voice', 'standard'),
});
