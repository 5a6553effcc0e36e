let direct = false;

/** Whether files go straight into the bucket. */
export const isDirect = (): boolean => direct;

/** The server has a bucket that browsers may reach; or it turned out, for as long as the page is open, that they don't. */
export function setDirect(is: boolean): void {
  direct = is;
}
