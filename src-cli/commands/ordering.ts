/** The commands about who serves: one chunk, loaded when one of them is asked for. */
export {
  modelsOrderClear,
  modelsOrderGet,
  modelsOrderSet,
  orderClear,
  orderExplain,
  orderGet,
  orderSet,
  pin,
  unpin,
} from './order.ts';
