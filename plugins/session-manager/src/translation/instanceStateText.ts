import { messages } from './messages';
import { Translate } from './Translate';

type InstanceState = keyof typeof messages.picker.state;

/** The state of an EC2 instance, as the AWS console shows it. */
export function instanceStateText(state: string, t: Translate): string {
  return isKnown(state) ? t(`picker.state.${state}`) : state;
}

function isKnown(state: string): state is InstanceState {
  return Object.hasOwn(messages.picker.state, state);
}
