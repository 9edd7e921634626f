import { useState } from 'react';

import type { EventRoomView } from '@/hooks/useEventRoom';
import { newId } from '@/lib/new-id';
import type { NewPoll } from '@/lib/event-room-session/polling';
import { POLL_OPTIONS_MIN } from '@/protocol/wire';

/** A poll that is being written. */
export function useNewPoll(createPoll: EventRoomView['createPoll'], onAsked: () => void) {
  const [question, setQuestion] = useState('');
  const [options, setOptions] = useState<readonly string[]>(['', '', '']);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  // What is asked again after a lost answer is the same poll.
  const [clientMessageId] = useState(() => newId());
  const given = options.map((option) => option.trim()).filter((option) => option !== '');
  const ask = (more: Pick<NewPoll, 'isMultiple' | 'isAnonymous' | 'closesInSeconds'>): void => {
    setBusy(true);
    const poll = { question: question.trim(), options: given, clientMessageId, ...more };
    void createPoll(poll).then((answer) => {
      setBusy(false);
      if (answer.ok) onAsked();
      else setRefusal(answer.error.message);
    });
  };
  return {
    question,
    setQuestion,
    options,
    setOption: (index: number, text: string) =>
      setOptions(options.map((option, at) => (at === index ? text : option))),
    addOption: () => setOptions([...options, '']),
    refusal,
    isBusy,
    isReady: question.trim() !== '' && given.length >= POLL_OPTIONS_MIN,
    ask,
  };
}
