import { turn } from '../problem/drive.js'

/** Work that asks for fits, one after the other, and goes on with what it is given. */
export type Requests<Request, Answer, Result> = Generator<Request, Result, Answer>

/** Does the work, waiting for each answer. An abort, or a fit that fails, lets the work put away what it holds. */
export async function answered<Request, Answer, Result>(
  work: Requests<Request, Answer, Result>,
  answer: (request: Request) => Answer | PromiseLike<Answer>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  try {
    signal?.throwIfAborted()
    let step = work.next()
    while (step.done !== true) {
      step = work.next(await answer(step.value))
      signal?.throwIfAborted()
      await turn()
    }
    return step.value
  } finally {
    work.return(undefined as Result)
  }
}

/** Does the work without a pause. */
export function answeredSync<Request, Answer, Result>(
  work: Requests<Request, Answer, Result>,
  answer: (request: Request) => Answer,
): Result {
  try {
    let step = work.next()
    while (step.done !== true) step = work.next(answer(step.value))
    return step.value
  } finally {
    work.return(undefined as Result)
  }
}
