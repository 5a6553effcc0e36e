/** Makes an element: attributes, `on…` listeners, children (strings, nodes, arrays, nothing). */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false),
  );
  return element;
}

/** Calls one control function of the simulator; throws its sentence. */
export async function control(name, input = {}) {
  const response = await fetch(`/__sim/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  const body = await response.json();
  if (!response.ok) throw new Error(body.error ?? body.message);
  return body;
}

/** Shows a sentence for four seconds. */
export function toast(text) {
  const element = document.querySelector('#toast');
  element.textContent = text;
  element.classList.add('shown');
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => element.classList.remove('shown'), 4000);
}

/** A phone the way people read it: +55 11 98888-7777. */
export function readable(phone) {
  const match = /^55(\d{2})(\d{4,5})(\d{4})$/.exec(phone);
  return match ? `+55 ${match[1]} ${match[2]}-${match[3]}` : `+${phone}`;
}

/** Two letters for the round picture. */
export function initials(name) {
  const words = name.trim().split(/\s+/);
  return ((words[0]?.[0] ?? '?') + (words.length > 1 ? words.at(-1)[0] : '')).toUpperCase();
}
