import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { defaultTimeZone, localeCookie, resolveLocale } from './locale';
import { loadMessages } from './messages';

/** Language, messages and time zone of one request; addresses carry no language. */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get(localeCookie)?.value;
  const locale = resolveLocale(chosen, (await headers()).get('accept-language'));
  return { locale, messages: await loadMessages(locale), timeZone: defaultTimeZone, now: new Date() };
});
