import { describe, expect, it } from 'vitest'
import { heavy } from '../support/database.js'
import { counted, options, patienceMs } from './harness/options.js'
import { report } from './harness/report.js'
import { killAmidAnswers } from './harness/runs/killed-bot.js'
import { deployAmidSurveys } from './harness/runs/surveys-half-done.js'

heavy('people in the middle of a survey', { timeout: patienceMs * 2 }, () => {
  it('[IMPL-13] R17: the questions and the dialogue change under them: no answer is lost, nobody is stuck', async () => {
    const { people, lostBefore, lost, stuck } = await deployAmidSurveys({ people: counted(500, 8), mostBefore: counted(58, 15), mostAfter: counted(60, 5) })
    report({
      id: 'R17', table: 'deploy of a new conversation version with 500 half-done conversations: 0 lost answers, 0 stuck chats', ran: `${people} people in the middle of 60 questions, the process killed, questions and dialogue changed`,
      mark: '0 and 0', result: `${lostBefore + lost} lost answers, ${stuck} stuck chats`, ok: lostBefore + lost + stuck === 0,
    })
    expect({ lostBefore, lost, stuck }).toEqual({ lostBefore: 0, lost: 0, stuck: 0 })
  })

  it('[IMPL-02] R13: the bot is killed among their answers: each has one effect, in order', async () => {
    const kills = counted(20, 2)
    const { wanted, wrong } = await killAmidAnswers({ people: counted(50, 6), answers: counted(60, 20), kills })
    report({
      id: 'R13', table: 'same update again and after a crash: one effect', ran: `${wanted} answers written at once, ${kills} kills; five times the same: receiving-*.test.ts`, mark: '0 lost, doubled or out of turn',
      result: `${wrong} lost, doubled or out of turn`, ok: wrong === 0,
    })
    expect(wrong).toBe(0)
  })
})

const whole = options.without.length > 0 ? describe.skip : heavy

whole('with a guard taken out the judge sees', { timeout: patienceMs * 2 }, () => {
  it('answers lost without the inbox', async () => {
    const { wrong } = await killAmidAnswers({ people: 6, answers: 20, kills: 1, without: ['inbox'] })
    report({ id: 'without inbox', table: 'each fault test fails when its guard is taken out', ran: '120 answers written at once, one kill', mark: 'the fault is seen', result: `${wrong} lost, doubled or out of turn`, ok: wrong > 0 })
    expect(wrong).toBeGreaterThan(0)
  })
})
