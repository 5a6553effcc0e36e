import type { EchoOrder, FileFault, SendFault, WebhookFaults } from '../faults';
import type { World } from '../world';
import { pickSession } from './control-error';

/** Everything that can go wrong between WAHA, WhatsApp and us. Omitted `times`: once; 0: until cleared. */
export function faultControl(world: World) {
  const count = (times?: number) => (times === 0 ? Number.POSITIVE_INFINITY : (times ?? 1));
  return {
    /** Drops, delays, doubles or reorders webhooks; given fields replace the present ones. `drop: -1`: for good. */
    async webhooks(input: Partial<WebhookFaults> & { dropForMs?: number }) {
      const { dropForMs, drop, ...rest } = input;
      Object.assign(world.faults.webhooks, rest);
      if (drop !== undefined) world.faults.webhooks.drop = drop < 0 ? Number.POSITIVE_INFINITY : drop;
      if (dropForMs !== undefined) world.faults.webhooks.dropUntil = Date.now() + dropForMs;
      return world.faults.webhooks;
    },

    /** The engine refuses the next sends: `status` 500 carries `message` as exception text. Nothing goes out. */
    async refuseSends(input: { session?: string; status?: number; message?: string; times?: number }) {
      const { status = 500, message = 'server returned error 463' } = input;
      world.faults.armSend({ mode: 'refuse', status, message }, count(input.times), input.session);
      return {};
    },

    /** WAHA takes the next sends, and WhatsApp refuses them: an ack ERROR follows. They reach nobody. */
    async rejectSends(input: { session?: string; times?: number } = {}) {
      world.faults.armRejection(count(input.times), input.session);
      return {};
    },

    /** The next sends go out, and the connection dies before the answer. */
    async cutAnswers(input: { session?: string; times?: number } = {}) {
      world.faults.armSend({ mode: 'cut' }, count(input.times), input.session);
      return {};
    },

    /** The connection dies before anything was sent. */
    async crashBeforeSend(input: { session?: string; times?: number } = {}) {
      world.faults.armSend({ mode: 'crash' }, count(input.times), input.session);
      return {};
    },

    /** The next sends never answer; `sent` says whether the message goes out all the same. */
    async hangSends(input: { session?: string; times?: number; sent?: boolean } = {}) {
      const fault: SendFault = { mode: 'hang', sent: input.sent ?? false };
      world.faults.armSend(fault, count(input.times), input.session);
      return {};
    },

    /** The next sends go out and are answered with 201 and an empty body. */
    async emptyAnswers(input: { session?: string; times?: number } = {}) {
      world.faults.armSend({ mode: 'empty' }, count(input.times), input.session);
      return {};
    },

    /** Downloads answer 404 or 403, take 20 s (scaled), or break off half way. */
    async files(input: { mode: FileFault; times?: number; session?: string }) {
      world.faults.armFile(input.mode, count(input.times), input.session);
      return {};
    },

    /** How the echo of an API send stands to the send's answer. */
    async echo(input: { order: EchoOrder }) {
      world.faults.echo = input.order;
      return {};
    },

    /** Every customer message comes twice, under both addresses of its sender. */
    async twins(input: { on: boolean }) {
      world.faults.twins = input.on;
      return {};
    },

    /** WORKING, but nothing is emitted any more. */
    async silence(input: { session?: string; on?: boolean }) {
      pickSession(world, input.session).silent = input.on ?? true;
      return {};
    },

    /** Cuts all websocket connections. */
    async cutWebsockets(_input: Record<string, never> = {}) {
      world.events.websockets?.cut();
      return {};
    },

    /** Restarts the process: pending retries and files are lost, the config too where WAHA forgets it. */
    async restart(_input: Record<string, never> = {}) {
      await world.reboot();
      return { startedAt: world.startedAt };
    },

    /** Sends any event with any payload, for what has no function of its own (labels, engine.event, …). */
    async emit(input: { session?: string; event: string; payload: Record<string, unknown> }) {
      const session = pickSession(world, input.session);
      await world.events.emit(session, { event: input.event, payload: input.payload });
      return {};
    },

    /** Takes back every armed fault. */
    async clearFaults(_input: Record<string, never> = {}) {
      world.faults.clear();
      world.network.reachable = true;
      for (const session of world.sessions.values()) session.silent = false;
      return {};
    },
  };
}
