import type { AutoAck, Person } from '../network/network';
import type { World } from '../world';
import { digitsOf, linkedSession } from './control-error';

/** Customers, numbers without WhatsApp, groups, and how receipts go by themselves. */
export function peopleControl(world: World) {
  return {
    /** Makes or changes a customer; the phone is the registered form, with or without the ninth digit. */
    async customer(input: {
      phone: string;
      name?: string;
      lid?: string;
      autoAck?: AutoAck;
      phoneHidden?: boolean;
    }) {
      const phone = digitsOf(input.phone);
      world.network.missing.delete(phone);
      const person = world.network.ensurePerson(phone, input.name, input.lid?.replace(/@lid$/, ''));
      if (input.autoAck) person.autoAck = input.autoAck;
      if (input.phoneHidden !== undefined) person.phoneHidden = input.phoneHidden;
      world.touch();
      return { ...person, chatId: `${phone}@c.us`, lidChatId: `${person.lid}@lid` };
    },

    /** Takes a number off WhatsApp: check-exists says no, messages to it reach nobody. */
    async missing(input: { phone: string; missing?: boolean }) {
      const phone = digitsOf(input.phone);
      if (input.missing === false) world.network.missing.delete(phone);
      else {
        world.network.missing.add(phone);
        world.network.people.delete(phone);
      }
      return {};
    },

    /** How far receipts go by themselves for everybody without a rule of their own. */
    async autoAck(input: { mode: AutoAck }) {
      world.network.autoAck = input.mode;
      return {};
    },

    /** The phone page shows this customer's chat for the next seconds: what arrives is read. */
    async openChat(input: { phone: string; seconds?: number }) {
      personOf(world, input.phone).openUntil = Date.now() + (input.seconds ?? 5) * 1000;
      return {};
    },

    /** Makes a group of a session's number and customers; reported as `group.v2.join`. */
    async group(input: { session?: string; subject: string; participants: string[]; id?: string }) {
      const session = linkedSession(world, input.session);
      const own = session.account?.phone ?? '';
      const id = input.id ?? `120363${world.random.pick('0123456789', 12)}@g.us`;
      const participants = [own, ...input.participants.map((phone) => personOf(world, phone).phone)].map(
        (phone) => ({ phone, role: phone === own ? ('admin' as const) : ('participant' as const) }),
      );
      world.network.groups.set(id, { id, subject: input.subject, description: '', participants });
      const timestamp = world.clock.seconds();
      const group = groupInfo(world, id);
      void world.events.emit(session, { event: 'group.v2.join', payload: { timestamp, group, _data: {} } });
      return { id };
    },

    /** Somebody joins, leaves, is promoted or demoted; for the own number also join or leave itself. */
    async groupChange(input: {
      session?: string;
      group: string;
      type: 'join' | 'leave' | 'promote' | 'demote';
      phone: string;
    }) {
      const session = linkedSession(world, input.session);
      const group = world.network.groups.get(input.group);
      const { phone, lid } = personOf(world, input.phone);
      const role = { join: 'participant', leave: 'left', promote: 'admin', demote: 'participant' }[
        input.type
      ];
      if (group) {
        group.participants = group.participants.filter((member) => member.phone !== phone);
        if (role !== 'left') group.participants.push({ phone, role: role as 'participant' | 'admin' });
      }
      const timestamp = world.clock.seconds();
      const participants =
        world.options.engine === 'WEBJS'
          ? [{ id: `${phone}@c.us`, role }]
          : [{ id: `${lid}@lid`, pn: `${phone}@c.us`, role }];
      const payload = { group: { id: input.group }, type: input.type, timestamp, participants, _data: {} };
      void world.events.emit(session, { event: 'group.v2.participants', payload });
      if (input.type === 'leave' && phone === session.account?.phone) {
        const left = { timestamp, group: { id: input.group }, _data: {} };
        void world.events.emit(session, { event: 'group.v2.leave', payload: left });
      }
      return {};
    },

    /** Changes a group's subject; reported as `group.v2.update`. */
    async groupSubject(input: { session?: string; group: string; subject: string }) {
      const session = linkedSession(world, input.session);
      const group = world.network.groups.get(input.group);
      if (group) group.subject = input.subject;
      const payload = {
        timestamp: world.clock.seconds(),
        group: { id: input.group, subject: input.subject },
        _data: {},
      };
      void world.events.emit(session, { event: 'group.v2.update', payload });
      return {};
    },
  };
}

/** The customer behind a phone, made when unknown. */
export function personOf(world: World, phone: string, name?: string): Person {
  return world.network.ensurePerson(digitsOf(phone), name);
}

/** WAHA's GroupInfo. */
export function groupInfo(world: World, id: string): Record<string, unknown> {
  const group = world.network.groups.get(id);
  return {
    id,
    subject: group?.subject ?? '',
    description: group?.description ?? '',
    membersCanAddNewMember: true,
    membersCanSendMessages: true,
    newMembersApprovalRequired: false,
    participants:
      group?.participants.map((member) => participantView(world, member.phone, member.role)) ?? [],
  };
}

/** One member of a group as the v2 API shows it. */
export function participantView(world: World, phone: string, role: string): Record<string, unknown> {
  const lid = world.network.ensurePerson(phone).lid;
  return { id: `${lid}@lid`, pn: `${phone}@c.us`, role };
}
