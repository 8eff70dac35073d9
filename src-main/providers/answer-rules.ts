import type { Outcome } from '../../src-shared/words.ts';
import { codesOf, formOfCode, type Failure } from './failure-codes.ts';

/** What an answer says, lower case: codes outermost first, sentences joined. */
export interface Said {
  readonly codes: readonly string[];
  readonly words: string;
}

/** One class of failure and the words that mean it. */
interface Rule {
  readonly outcome: Failure;
  readonly words: readonly RegExp[];
  /** Words that look alike and mean something else. */
  readonly unless?: RegExp;
}

const credential = String.raw`(?:api[ _-]?keys?|keys?|tokens?|jwt|credentials?|grant|session)`;
const owner = String.raw`(?:accounts?|organi[sz]ations?|orgs?|projects?|workspaces?|consumer|users?|teams?|members?)`;
const are = String.raw`(?:has been|have been|had been|was|were|is|are|been|being|got)`;
const notNow = String.raw`(?:currently |now |permanently |temporarily |automatically )?`;
const gone = String.raw`(?:revoked|disabled|deactivated|deleted|suspended|terminated|banned|archived|invalidated|locked|cancell?ed|retired|removed|rotated|compromised|blocked(?! (?:to|from|by|for|on)\b))`;
/** Of a key, "restricted" only says that it may not do everything. */
const shut = String.raw`(?:${gone}|restricted(?! (?:to|from|by|for|on)\b))`;
/** Up to `n` words between two others, inside one sentence. */
const upTo = (n: number) => String.raw`(?:[,:'"]|=[\w-]{1,64})?(?:\s+\S*[^\s.;]){0,${n}}`;

/**
 * Failures that speak for themselves, tried in this order: what ended comes before what is missing, and what blames
 * the key before what blames the service. Codes of all classes come before words of any: a sentence is often shared
 * by several failures, a code hardly ever.
 */
const rules: readonly Rule[] = [
  {
    outcome: 'revoked',
    words: [
      new RegExp(
        String.raw`\b${credential}\b${upTo(3)} ${are} ${notNow}(?:reported as )?(?:leaked|${gone})\b`,
      ),
      new RegExp(String.raw`\b${owner}\b${upTo(4)} ${are} ${notNow}${shut}\b`),
      new RegExp(
        String.raw`\b(?:revoked|deactivated|suspended|leaked|disabled|deleted|blocked) (?:api[ _-]?key|key|token|credential|account|organi[sz]ation)\b`,
      ),
      /\breported as leaked\b|\bleaked (?:publicly|online)\b|\bexposed publicly\b/,
      new RegExp(String.raw`\b${credential} (?:revoked|disabled|deactivated|deleted)\b`),
      new RegExp(
        String.raw`\b(?:${credential}|${owner})\b${upTo(3)} ${are} (?:blocked|restricted) (?:for|due to|because of) (?:\w+ ){0,3}(?:abuse|fraud|misuse|violat\w*|suspicious|security)`,
      ),
      /\bno longer active\b/,
      /已(?:被)?(?:禁用|封禁|停用|吊销|注销|锁定|冻结)/,
    ],
    unless:
      /spending limit|past invoices?|unpaid|non-?payment|failure to pay|billing|payment|balance|arrear|quota|credits?\b|not been used in project|(?:invalid|incorrect|wrong|unknown|expired|missing),? or (?:\w+ ){0,2}(?:revoked|disabled|deleted|deactivated)/,
  },
  {
    outcome: 'expired',
    words: [
      new RegExp(String.raw`\b${credential}\b${upTo(4)} (?:(?:has|have|is|was|are|were|already) )*expired\b`),
      new RegExp(String.raw`\bexpired (?:api[ _-]?key|key|token|credential|session)`),
      /\b(?:key|token|credential|jwt)s? (?:expired|lapsed)\b|\bsignature has expired\b/,
      /(?:密钥|令牌|凭证|token|key)[^,。;\n]{0,8}(?:过期|失效)/,
    ],
    // One sentence for two cases ("expired or incorrect") tells only that the key was not taken.
    unless:
      /expired,? or\b|or (?:\w+ ){0,3}expired|过期或|或[^,。;\n]{0,6}(?:过期|失效)|(?:plan|package|subscription|trial|credits?)\b[^.]{0,20} expired/,
  },
  {
    outcome: 'region_blocked',
    words: [
      /\b(?:country|region|territory|location)\b[^.]{0,30} (?:is |are )?(?:not|un)[ -]?(?:currently )?(?:supported|available|allowed)\b/,
      /\bnot (?:yet )?(?:available|supported|allowed|offered|accessible) (?:in|from|for) (?:your|this|the user'?s) (?:\w+ )?(?:country|region|territory|location|area)\b/,
      /\b(?:un|not )supported (?:country|region|territory|location)\b/,
      /\b(?:from|in) (?:a |an )?(?:restricted|unsupported|embargoed|sanctioned) (?:country|region|territory|location)\b/,
      /unavailable for legal reasons|geo[- ]?(?:blocked|restricted)/,
    ],
  },
  {
    outcome: 'no_credit',
    words: [
      /credit balance is (?:too low|exhausted|empty|depleted)|balance is (?:insufficient|not enough|too low|exhausted|empty|zero)/,
      /\b(?:in(?:sufficient|adequate)|not enough|no remaining|no more|low on) (?:\w+ ){0,3}(?:balance|credits?|funds|quota)\b/,
      /\b(?:run|ran|are|is|you're) out of (?:\w+ )?(?:credits?|funds|budget|balance|extra usage)\b|\bout of (?:credits?|funds|budget|(?:\w+ ){0,3}quota)\b/,
      /\bdraws? from your extra usage\b/,
      /\bexceeded (?:your|its|the|their) (?:[\w'-]+ ){0,4}(?:quota|credits?|budget|allowance)\b/,
      /\b(?:spend(?:ing)?|budget|billing|cost|credit) (?:limits?|cap) (?:\w+ ){0,3}(?:reached|exceeded|hit)|\bbudget (?:\w+ ){0,2}exceeded\b/,
      /\b(?:reached|exceeded|hit) (?:your|its|the|their) (?:[\w'-]+ ){0,3}(?:spend(?:ing)?|billing|budget|credit) (?:limits?|cap)\b/,
      /\bspecified api usage limits\b|\bregain access on\b|\bmonthly (?:\w+ ){0,2}limit\b/,
      /\bused (?:up )?all (?:\w+ ){0,2}credits\b|\b(?:credits?|budget|allowance) (?:\w+ ){0,3}(?:depleted|exhausted|used up|expired)\b/,
      /\b(?:billing|payment)\b[^.]{0,40}\b(?:issue|problem|required|failed|declined|past due|inactive|not active|disabled|information|enabled|details)\b/,
      /\b(?:enable|set up|add|update|activate) (?:a |your )?(?:billing|payment method|credits)\b|\bpayment required\b|\brequires? (?:more |additional )?credits\b/,
      /\b(?:maximum|max) billing reached\b|\bkey limit exceeded\b|\bfailure to pay\b|\bnon-?payment\b|\bpast invoices?\b|\bunpaid invoices?\b|\barrears?\b|\bin good standing\b/,
      /\b(?:free tier|free quota|free allocation|free trial|trial)\b[^.]{0,50}\b(?:exhausted|used up|ended|expired|over|exceeded)\b/,
      /\b(?:plan|package|subscription|membership)\b[^.]{0,30} (?:has |have |is |was |been )*(?:expired|ended|lapsed|cancell?ed|inactive|not active|disabled|suspended)\b/,
      /\blimited to [\d,]+ (?:api )?(?:calls?|requests?) ?(?:\/|per|a) ?month\b/,
      /\bbill(?:ing|s)?\b[^.]{0,20} overdue\b|\bpayment (?:instrument|method)\b|\bcredit card\b/,
      /\bnot have (?:enough|sufficient|any) (?:\w+ )?(?:credits?|balance|funds|quota)\b|\b(?:inactive|expired|lapsed|cancell?ed|unpaid) (?:plan|subscription|membership)\b/,
      /\b(?:top|topped) up\b|\brecharge\b|\b(?:purchase|buy|add) (?:more |additional |extra )?credits\b/,
      /余额不足|欠费|额度(?:已)?(?:用完|用尽|不足|耗尽)|账户余额|请充值|资源包|(?:套餐|订阅|会员)[^,。;\n]{0,12}(?:到期|过期)/,
    ],
    // A quota that fills again by itself within the day is a rate, whatever it is called.
    unless:
      /\bper[ -](?:second|minute|hour|day)\b|\/ ?min(?:ute)?\b|\b[rt]p[md]\b|\b(?:re)?try (?:again )?in \d/,
  },
  {
    outcome: 'model_not_found',
    words: [
      /\bmodels?\b[^\n]{0,80}\b(?:does not exist|do not exist|doesn't exist|not found|not exist|could not be found|is not supported|not available|unavailable for your|has been (?:deprecated|decommissioned|retired|shut down|removed)|no longer (?:available|supported|served)|end of life|(?:identifier|name|id) is (?:invalid|not valid|unknown))\b/,
      /\b(?:no access|access|permission|allowed|entitled|authorized) to (?:access |use |call |invoke )?(?:the |this |that )?(?:requested |specified )?(?:foundation )?model\b/,
      /\b(?:unknown|invalid|no such|unsupported|unrecognized) (?:model|deployment)\b|\bnot a valid model\b|\bthe api deployment for this resource does not exist\b/,
      /^model: /m,
      /\bnot found (?:the |any )?model\b|\bno (?:endpoints|providers|channels) (?:found|serve|offer)\b|\bno models? (?:is |are )?loaded\b/,
      /\bthis model requires\b|\bmodel terms\b|\bmodels?\b [^\s.]{1,120} (?:is|are) (?:blocked|disabled) (?:at|in|for) (?:the |your |this )?(?:organi[sz]ation|project|workspace|team)\b/,
      /模型(?:不存在|未找到|已下线)/,
    ],
    unless: /at capacity|overloaded|model context length/,
  },
  {
    outcome: 'malformed',
    words: [
      /\bmissing (?:\S+ )?(?:authentication|authorization|bearer|api[ _-]?key|x-api-key)\b|\b(?:didn't|did not) provide an? (?:api )?key\b/,
      /\bno (?:api[ _-]?key|auth(?:entication|orization)? (?:header|credentials?)|credentials?) (?:was |were )?(?:provided|passed|found|supplied|given|sent)\b/,
      /\bapi[ _-]?key (?:is )?(?:missing|required)\b|\bx-api-key header is required\b|\bmultiple authentication credentials\b|\bunregistered callers\b/,
      /\binvalid (?:format for|request headers?|json|request body|http method)\b|\bmalformed (?:request|json|header|authorization)\b/,
      /\bno such (?:organi[sz]ation|project)\b|未收到[^,。\n]{0,24}(?:authorization|密钥|令牌)|缺少[^,。\n]{0,12}(?:authorization|密钥|令牌|key)/,
      // The clocks disagree; the signature would do at another time.
      /\bsignature expired:|\bsignature not yet current\b|\btime too skewed\b/,
      /\bcontext (?:length|window)\b|\bmax_tokens\b|\btoo many tokens\b|\bexceeds the maximum size\b|\b(?:request|payload|body) (?:is )?too large\b/,
    ],
    // Too much for a minute is a rate; too much for the model is a wrong question.
    unless: /\b[rt]p[md]\b|\bper[ -](?:min|minute|hour|day)\b|\bplease wait\b|\btry again\b/,
  },
  {
    outcome: 'forbidden',
    words: [
      /\b(?:insufficient|lacks?|missing|required|necessary|sufficient|the right) (?:\w+ ){0,2}(?:permissions?|scopes?|privileges?)\b|\bscope requirement\b|\bmissing scopes?\b/,
      /\b(?:does not|doesn't|do not|don't) have (?:\w+ ){0,2}(?:permissions?|access|scopes?|privileges?|a licen[cs]e)\b|\bno access to\b/,
      /\bnot (?:authorized|permitted|allowed|entitled|enabled) (?:to|for)\b|\bpermission (?:\S+ )?denied\b|\bnot allowed for this (?:organization|account|key|project|team)\b/,
      /\bmust be a member\b|\bmust be verified\b|\bverify (?:your )?organi[sz]ation\b|\bresource not accessible\b|\bsingle sign-on\b|\bsaml\b/,
      /\bip(?: address(?:es)?)?(?: is| are| was)? (?:not |un)(?:authorized|allowed|permitted)\b|\bip address restriction\b|\bip allow ?-?list\b|\bvirtual network\b|\bfirewall rules?\b/,
      /\b(?:requests? to this api|referer|referrer|http referrers?) \S[^.]{0,200} (?:are|is) (?:blocked|restricted)\b|\bhas not been used in project\b/,
      /\brestricted (?:api )?key\b|\badmin (?:api )?key (?:is )?required\b/,
    ],
  },
  {
    outcome: 'overloaded',
    words: [
      /\boverload(?:ed)?\b|\b(?:at|over|out of|insufficient|exceeded|limited) capacity\b|\bcapacity (?:is )?(?:exceeded|exhausted|reached|limited|constraints?)\b/,
      /\b(?:too|very|currently|is) busy\b|\bhigh (?:demand|load|traffic)\b|\btemporarily unavailable\b|\bservice (?:is )?(?:currently )?unavailable\b(?! for (?:your |this )?account)/,
      /(?:过载|繁忙|拥挤)/,
    ],
  },
  {
    outcome: 'rate_limited',
    words: [
      /\brate[- ]?limit|\btoo many (?:requests|failed attempts)\b|\bcall rate limit\b|\bthrottl|\brequests? per (?:second|minute|hour|day)\b|\btokens? per (?:minute|day)\b/,
      /\b(?:usage|session|hour(?:ly)?|daily|weekly) limits? (?:has been |have been |was |is )?(?:reached|exceeded|hit)\b|\b(?:hit|reached|exceeded) (?:your|the|its) (?:session|hourly|[\d]+-hour|daily|weekly) limit\b|\b(?:hit|reached|exceeded) (?:your|the|its) (?:[\w-]+ ){0,3}usage limit\b|\b(?:max(?:imum)?|reached) (?:rpm|tpm|rpd|concurren)/,
      /(?:请求|调用)(?:过于)?频繁|速率限制|并发/,
    ],
  },
  {
    outcome: 'invalid',
    words: [
      /\b(?:incorrect|invalid|wrong|unknown|bad|unrecognized) (?:\S+ )?(?:api[ _-]?key|x-api-key|key|token|credentials?|bearer token|authentication)\b/,
      /\b(?:api[ _-]?key|token|credentials?)\b[^.]{0,40}\b(?:is|are) (?:invalid|incorrect|wrong|not valid)\b|\b(?:api[ _-]?key|token|credentials?) (?:not|un)[ -]?(?:valid|found|recognized|authorized)\b/,
      /\bsignature\b[^.]{0,60} does not match\b|(?:密钥|令牌|token|key)[^,。;\n]{0,8}(?:无效|非法|错误|不正确)|无效的?(?:密钥|令牌|api)/,
      /\bapi key not (?:valid|found)\b|\bmake sure your api key is valid\b|\bauthentication fail(?:s|ed|ure)\b|\blogin fail/,
    ],
  },
];

/** Codes too broad to outweigh words: they name a family and are asked last. */
const broadCodes: Readonly<Record<string, Outcome>> = {
  permission: 'forbidden',
  permissions: 'forbidden',
  permissiondenied: 'forbidden',
  accessdenied: 'forbidden',
  authentication: 'invalid',
  unauthenticated: 'invalid',
  notfound: 'unverifiable',
};

/** Codes that also stand beside a finer sentence of another class (Google's API_KEY_INVALID for an expired key). */
const codesAfterWords = new Set<Outcome>(['rate_limited', 'invalid']);

const means = (rule: Rule, said: Said): boolean =>
  rule.words.some((pattern) => pattern.test(said.words)) && !(rule.unless?.test(said.words) ?? false);

/** What codes and words alone tell about a failure; null when they tell nothing. */
export function failureBy(said: Said): Outcome | null {
  const codes = said.codes.map(formOfCode);
  const byCode = (rule: Rule) => codes.some((code) => codesOf[rule.outcome].has(code));
  const strong = rules.find((rule) => !codesAfterWords.has(rule.outcome) && byCode(rule));
  if (strong) return strong.outcome;
  const worded = rules.find((rule) => means(rule, said));
  if (worded) return worded.outcome;
  const weak = rules.find((rule) => codesAfterWords.has(rule.outcome) && byCode(rule));
  if (weak) return weak.outcome;
  const broad = codes.find((code) => Object.hasOwn(broadCodes, code));
  return broad === undefined ? null : (broadCodes[broad] ?? null);
}

const byStatus: Readonly<Record<number, Outcome>> = {
  400: 'malformed',
  401: 'invalid',
  402: 'no_credit',
  403: 'forbidden',
  404: 'unverifiable',
  405: 'malformed',
  406: 'malformed',
  408: 'server_error',
  411: 'malformed',
  413: 'malformed',
  414: 'malformed',
  415: 'malformed',
  422: 'malformed',
  429: 'rate_limited',
  431: 'malformed',
  498: 'overloaded',
  503: 'overloaded',
  529: 'overloaded',
};

/** What a status alone tells: the last resort. */
export function outcomeByStatus(status: number): Outcome {
  return byStatus[status] ?? (status >= 500 ? 'server_error' : 'unverifiable');
}
