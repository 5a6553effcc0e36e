import type { OpenTunnel, Tunnel } from './tunnel';

/**
 * Tunnels of ngrok, by its official SDK: loaded when one is wanted, because it is a native program that not every machine
 * has a build of.
 */
export const openNgrok =
  (authtoken: string): OpenTunnel =>
  async (port): Promise<Tunnel> => {
    // Only demo and dev open tunnels, and they run from the whole folder: it is not for the image.
    const ngrok = await import(/* turbopackIgnore: true */ '@ngrok/ngrok');
    let isLost = false;
    const listener = await ngrok.forward({
      addr: `127.0.0.1:${port}`,
      authtoken,
      onStatusChange: (status) => {
        isLost = status === 'closed';
      },
    });
    return { url: () => (isLost ? null : listener.url()), close: () => listener.close() };
  };
