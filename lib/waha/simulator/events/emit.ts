import type { EngineEvent } from '../engine/events';
import { eventId } from '../ids';
import type { Session } from '../sessions/session';
import type { World } from '../world';
import { environmentOf, meInfo } from './me';
import { WebhookSender } from './webhooks';
import type { WebsocketHub } from './websocket';

/** `*` leaves these two out; they must be named. */
const NEVER_IN_STAR = ['state.change', 'engine.event'];

/** True when a subscription list contains an event. */
export function subscribes(events: readonly string[], event: string): boolean {
  return events.includes(event) || (events.includes('*') && !NEVER_IN_STAR.includes(event));
}

/** Where all events leave: webhooks and websockets. */
export class EventSink {
  readonly webhooks: WebhookSender;
  websockets: WebsocketHub | undefined;

  constructor(private readonly world: World) {
    this.webhooks = new WebhookSender(world);
  }

  /**
   * Sends events of one session; those given together share their `evt_` id, as `message` and
   * `message.any` do. Resolves after the first attempt of every delivery.
   */
  async emit(session: Session, ...events: EngineEvent[]): Promise<void> {
    if (session.silent) return;
    const id = eventId(this.world.random);
    const timestamp = Date.now();
    const known = events.filter(({ event }) => this.world.features.events.includes(event));
    await Promise.all(known.map((event) => this.send(session, event, id, timestamp)));
  }

  private async send(session: Session, event: EngineEvent, id: string, timestamp: number): Promise<void> {
    const hooks = session.config?.webhooks?.filter((hook) => subscribes(hook.events, event.event)) ?? [];
    const listeners = this.websockets?.listens(session.name, event.event) ?? false;
    if (hooks.length === 0 && !listeners) return;
    const body = JSON.stringify(this.envelope(session, event, id, timestamp));
    this.websockets?.send(session.name, event.event, body);
    const facts = { session: session.name, event: event.event, eventId: id, timestamp };
    await Promise.all(hooks.map((hook) => this.webhooks.post(hook, body, facts)));
  }

  private envelope(session: Session, event: EngineEvent, id: string, timestamp: number) {
    const { features, options } = this.world;
    const metadata = session.config?.metadata;
    return {
      ...(features.envelopeIds ? { id, timestamp } : {}),
      event: event.event,
      session: session.name,
      ...(metadata ? { metadata } : {}),
      me: meInfo(this.world, session),
      payload: event.payload,
      engine: options.engine,
      environment: environmentOf(this.world),
    };
  }
}
