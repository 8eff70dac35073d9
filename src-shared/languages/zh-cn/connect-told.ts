import type { Phrases } from '../translation.ts';

/** What is told of tools that are pointed at the relay. */
export const connectTold: Phrases = {
  'Claude Code then works by API keys, which are paid by use, and not by its login, until this is undone.':
    '此后 Claude Code 使用按用量计费的 API 密钥，而不使用其登录，直到撤销此更改。',
  'OpenClaw’s own {profiles} would go before the relay: its auth.order passes over them from then on. They stay in its store, and --undo lets them serve again.':
    'OpenClaw 自己的 {profiles} 会先于中继：此后其 auth.order 将跳过它们。它们仍留在其存储中，--undo 会让它们重新服务。',
  '{profiles} goes before the relay all the same, by an order that OpenClaw keeps in its store: the relay gets that key, and refuses it. Type: openclaw models auth order clear --provider {provider}':
    '{profiles} 仍先于中继，因为 OpenClaw 在其存储中保留了顺序：中继会收到那个密钥并拒绝它。请键入：openclaw models auth order clear --provider {provider}',
  'A variable that OpenClaw is started with goes before the relay too: {names}.':
    '启动 OpenClaw 时所带的变量也先于中继：{names}。',
  '{tool} lists no model of {providers} in its configuration; nothing was changed; add one there first, or name another provider by --provider.':
    '{tool} 的配置文件中没有 {providers} 的模型；未作任何更改；请先在其中添加一个，或用 --provider 指定其他提供商。',
  'Keywatch knows no tool {name} to connect; nothing was changed; it knows {tools}.':
    'Keywatch 无法连接名为 {name} 的工具；未作任何更改；可连接的工具有 {tools}。',
  '{path} was not changed: {why}; everything is as before; see to that, then try again.':
    '{path} 未被更改：{why}；一切如前；请处理后重试。',
  'a link leads out of the home directory': '有符号链接指向主目录之外',
  'it is no UTF-8 text': '它不是 UTF-8 文本',
  'What stood in this tool before it was connected is kept in {path}, which this vault does not open; nothing was changed; put back the vault it was made with, or move that file away':
    '此工具连接之前的内容保存在 {path} 中，而当前保险库无法打开该文件；未作任何更改；请恢复创建该文件时所用的保险库，或移走该文件',
  'A window changes a tool only where Keywatch finds it; nothing was changed; for another place type keywatch connect.':
    '窗口只更改 Keywatch 自行找到的工具；未作任何更改；如在其他位置，请输入 keywatch connect。',
  '{name} has no place of its own for its configuration; nothing was changed; name the file with --file PATH.':
    '{name} 的配置文件没有固定位置；未作任何更改；请用 --file PATH 指定文件。',
  '{name} cannot be pointed at a provider {provider} by its configuration; nothing was changed; it takes {own}.':
    '{name} 无法通过其配置文件指向提供商 {provider}；未作任何更改；它支持 {own}。',
  'Keywatch has no key of any provider that {name} can be pointed at; nothing was changed; add one of {own} by keywatch auth add.':
    'Keywatch 没有 {name} 可指向的任何提供商的密钥；未作任何更改；请用 keywatch auth add 添加 {own} 之一的密钥。',
  '{path} cannot be read, so nothing was changed; see that it is whole, then try again.':
    '{path} 无法读取，因此未作任何更改；请确认它完好后重试。',
  '{path} cannot be changed without changing more of it than meant; nothing was changed; see that it is whole, or set {places} yourself.':
    '无法在不改动其他内容的情况下更改 {path}；未作任何更改；请确认该文件完好，或自行设置 {places}。',
  'The access token stands in clear in that file, which only you may read: it works on this machine alone, for {providers} alone, until it is revoked.':
    '访问令牌以明文写在该文件中，只有您能读取该文件：它仅在本机有效，仅用于 {providers}，直到被吊销。',
  'From then on the relay opens on port {port} whenever Keywatch keeps watch.':
    '此后只要 Keywatch 在监测，中继就会在端口 {port} 打开。',
  'Keywatch has no key of {providers} yet: keywatch auth add stores one.':
    'Keywatch 还没有 {providers} 的密钥：用 keywatch auth add 存入一个。',
  '{name} is connected already, by {path}; nothing was changed; undo that first with keywatch connect --undo {id}.':
    '{name} 已通过 {path} 连接；未作任何更改；请先用 keywatch connect --undo {id} 撤销。',
  '{name} is not connected; nothing was changed; keywatch connect lists the tools.':
    '{name} 未连接；未作任何更改；keywatch connect 会列出各工具。',
  'The access token {name}': '访问令牌 {name}',
  'The port of the relay': '中继的端口',
  'Gemini CLI reads that file in folders that you told it to trust, and where no nearer .env lies: elsewhere it goes on as before.':
    'Gemini CLI 只在您信任的文件夹中、且没有更近的 .env 时读取该文件；在其他地方一切照旧。',
  'It signs in otherwise now: type /auth in Gemini CLI and choose the Gemini API key, or it takes neither the address nor the token.':
    '它目前以其他方式登录：请在 Gemini CLI 中键入 /auth 并选择 Gemini API 密钥，否则它既不采用该地址，也不采用该令牌。',
  'Models that its modelProviders name keep the address and the key that stand there; any other goes by the relay.':
    '其 modelProviders 中列出的模型保留那里的地址和密钥；其余模型经由中继。',
  '{name} goes by the relay, which is closed: it reaches no provider.':
    '{name} 经由中继，而中继已关闭：它无法访问任何提供商。',
  'Open Keywatch or type keywatch relay --keep, or put the tool back: keywatch connect --undo {id}':
    '打开 Keywatch 或键入 keywatch relay --keep，或将该工具恢复原状：keywatch connect --undo {id}',
  'What stood in {name} before it was connected is kept, and this vault does not open it: the connection cannot be undone.':
    '{name} 连接之前的内容已保存，但此保险库无法打开它：该连接无法撤销。',
  'Put back the vault it was made with: keywatch backup list; or move that file away':
    '恢复当时所用的保险库：keywatch backup list；或移走该文件',
  'Type: keywatch connect {id}; or put it back: keywatch connect --undo {id}':
    '请键入：keywatch connect {id}；或恢复原状：keywatch connect --undo {id}',
  '{name} goes by the access token {token}, which was revoked: the relay refuses it.':
    '{name} 使用访问令牌 {token}，而它已被吊销：中继会拒绝它。',
  '{name} may go past the relay: {places} is not as it was set.':
    '{name} 可能绕过中继：{places} 已不是当初的设置。',
  '{name} looks for the relay at {there}, and it is at {here}.':
    '{name} 在 {there} 寻找中继，而中继在 {here}。',
  'The tool’s configuration or the vault was changed since this was shown; nothing was changed; look at it anew.':
    '显示之后，该工具的配置文件或保险库已有变化；未作任何更改；请重新查看。',
};
