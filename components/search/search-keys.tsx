'use client';

import dynamic from 'next/dynamic';
import { useEffect } from 'react';
import { useObservable } from '../realtime/observable';
import { searchOpen } from './search-open';

/** Nobody needs it before they ask for it. */
const load = () => import('./command-bar');
const CommandBar = dynamic(load, { ssr: false });
/** By then the page is at rest; whoever types at once after the key loses no letter. */
const PRELOAD_MS = 3_000;

/** The command bar of every page: Ctrl+K or ⌘K opens it. */
export function SearchKeys({ timeZone, places }: { timeZone: string; places: readonly string[] }) {
  const isOpen = useObservable(searchOpen, () => false);
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const isAsked = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k';
      if (!isAsked) return;
      event.preventDefault();
      searchOpen.set(!searchOpen.get());
    };
    document.addEventListener('keydown', hear);
    const timer = setTimeout(load, PRELOAD_MS);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('keydown', hear);
    };
  }, []);
  return isOpen && <CommandBar timeZone={timeZone} places={places} onClose={() => searchOpen.set(false)} />;
}
