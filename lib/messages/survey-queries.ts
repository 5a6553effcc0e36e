import { sql } from 'drizzle-orm';
import type { Known } from '@/lib/contacts/plan';
import type { ConversationRef } from '@/lib/conversations/upkeep';
import type { Scope } from '@/lib/core/scope';
import { READS, textArray } from '@/lib/core/sql';
import { REFUSED_MARK } from './receive-queries';
import type { MessageStatus } from './schema';

type Asked = { addresses: string[]; groupAddresses: string[]; waIds: string[]; isOurs: boolean };

/** A send of ours that left without an id of its own (WEBJS, older WAHA) and is not settled: an echo may be of it. */
export type AnonymousSend = {
  id: string;
  conversationId: string;
  text: string | null;
  status: MessageStatus;
  /** When it was handed over, ms. */
  sendingAt: number;
};

/** What must be known before messages can be stored. */
export type Surroundings = {
  /** The contacts behind addresses. */
  addresses: Known;
  /** The conversations with them, and with groups. Not locked. */
  conversations: ConversationRef[];
  openSends: AnonymousSend[];
  /** Whether something waits for one of the messages. */
  isAwaited: boolean;
  /** Which ids are of attempts that WhatsApp refused, of messages of ours that left once more under another. */
  refusedIds: string[];
};

type RefRow = Omit<ConversationRef, 'phoneReadAt' | 'lastMessageAt'> & {
  phoneReadAt: string | null;
  lastMessageAt: string | null;
};
type AddressRow = Known extends Map<string, infer Row> ? Row : never;
type SurveyRow = Pick<Surroundings, 'openSends'> & {
  waiting: Pick<Surroundings, 'isAwaited' | 'refusedIds'>;
  addresses: (AddressRow & { conversation: RefRow | null })[];
  groups: RefRow[];
};

const REF = sql`json_build_object('id', v.id, 'contactId', v.contact_id, 'groupAddress', v.group_address,
  'phoneReadAt', v.phone_read_at, 'lastMessageAt', case when v.last_message_id is not null then v.activity_at end,
  'isHeard', v.is_heard)`;

/**
 * Whom messages speak of, what may be their sends, and whether they are awaited: several questions in one statement, because
 * under load a statement costs more than what these find.
 */
export async function selectSurroundings(
  scope: Scope,
  instanceId: string,
  { addresses, groupAddresses, waIds, isOurs }: Asked,
): Promise<Surroundings> {
  const [row] = await scope.db.execute<SurveyRow>(sql`${READS}
    with me as (select ${scope.organizationId}::uuid as organization_id, ${instanceId}::uuid as instance_id)
    select
      (select coalesce(json_agg(json_build_object('address', a.address, 'contactId', a.contact_id, 'origin', a.origin,
          'pushName', c.push_name, 'pushNameAt', c.push_name_at, 'phoneNumber', c.phone_number,
          'conversation', case when v.id is not null then ${REF} end)), '[]')
        from contact_addresses a
        join contacts c on c.organization_id = a.organization_id and c.id = a.contact_id
        left join conversations v on v.organization_id = a.organization_id and v.instance_id = me.instance_id
          and v.contact_id = a.contact_id
        where a.organization_id = me.organization_id and a.address = any(${textArray(addresses)})) as addresses,
      (select coalesce(json_agg(${REF}), '[]') from conversations v
        where v.organization_id = me.organization_id and v.instance_id = me.instance_id
          and v.group_address = any(${textArray(groupAddresses)})) as groups,
      (select coalesce(json_agg(json_build_object('id', m.id, 'conversationId', m.conversation_id, 'text', coalesce(m.text, m.poll ->> 'name'),
          'status', m.status, 'sendingAt', extract(epoch from m.sending_at) * 1000) order by m.id), '[]')
        from messages m where ${isOurs} and m.organization_id = me.organization_id and m.instance_id = me.instance_id
          and m.wa_id is null and m.sending_at > now() - interval '1 hour'
          and (m.status in ('sending', 'checking', 'sent') or m.error_code = 'unsettled')) as "openSends",
      (select json_build_object('isAwaited', count(*) > 0,
          'refusedIds', coalesce(json_agg(w.wa_id) filter (where w.fingerprint = ${REFUSED_MARK}), '[]'))
        from waiting_events w where w.organization_id = me.organization_id
          and w.instance_id = me.instance_id and w.wa_id = any(${textArray(waIds)})) as waiting
    from me`);
  const found = row ?? {
    addresses: [],
    groups: [],
    openSends: [],
    waiting: { isAwaited: true, refusedIds: [] },
  };
  const direct = found.addresses.flatMap(({ conversation }) => conversation ?? []);
  return {
    addresses: new Map(found.addresses.map(({ conversation: _, ...known }) => [known.address, known])),
    conversations: [...direct, ...found.groups].map(toRef),
    openSends: found.openSends,
    ...found.waiting,
  };
}

const toDate = (value: string | null) => (value === null ? null : new Date(value));

const toRef = ({ phoneReadAt, lastMessageAt, ...ref }: RefRow): ConversationRef => ({
  phoneReadAt: toDate(phoneReadAt),
  lastMessageAt: toDate(lastMessageAt),
  ...ref,
});
