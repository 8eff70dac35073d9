const key = 'keywatch.commands';
const most = 5;

/** Acts that were asked for here lately, the newest first, by id. Of profiles nothing is remembered. */
export function recentActs(): readonly string[] {
  return (localStorage.getItem(key) ?? '').split(' ').filter(Boolean);
}

/** Remembers one. */
export function rememberAct(id: string): void {
  if (id.includes(' ')) return;
  localStorage.setItem(key, [id, ...recentActs().filter((each) => each !== id)].slice(0, most).join(' '));
}
