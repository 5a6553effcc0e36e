import { after } from 'next/server';

type Work = () => Promise<void>;

const shared = globalThis as typeof globalThis & { __recadoAfterAnswer?: Work };

/** Serverless: says, once per process, what a door does after it has answered. Elsewhere the job runner does it. */
export function setWorkAfterAnswers(work: Work): void {
  shared.__recadoAfterAnswer = work;
}

/** Called by every door that writes, before it answers. The platform keeps the function for it once the answer is out. */
export function workAfterAnswer(): void {
  const work = shared.__recadoAfterAnswer;
  if (work) after(work);
}
