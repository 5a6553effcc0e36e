import { useEffect } from 'react';
import { findWords } from '../search/highlight';

const NAME = 'chat-search';

/** Colours what was typed in the texts of the open thread, wherever they are rendered; the messages know nothing of it. */
export function useTextMarks(typed: string): void {
  useEffect(() => {
    const thread = document.querySelector('[data-thread]');
    // Browsers without it show no colour; the message still flashes.
    if (!thread || !('highlights' in CSS) || typed.trim().length < 2) return;
    const mark = () => CSS.highlights.set(NAME, new Highlight(...rangesIn(thread, typed)));
    mark();
    const observer = new MutationObserver(mark);
    observer.observe(thread, { childList: true, subtree: true, characterData: true });
    return () => {
      observer.disconnect();
      CSS.highlights.delete(NAME);
    };
  }, [typed]);
}

function rangesIn(thread: Element, typed: string): Range[] {
  const texts = [...thread.querySelectorAll('[data-text]')].flatMap(textNodes);
  return texts.flatMap((node) =>
    findWords(node.data, typed).map(([from, to]) => {
      const range = new Range();
      range.setStart(node, from);
      range.setEnd(node, to);
      return range;
    }),
  );
}

function textNodes(element: Element): Text[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode as Text);
  return nodes;
}
