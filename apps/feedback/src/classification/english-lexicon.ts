import { type Lexicon, parseTerms } from './lexicon.ts';

/** English as it ships. Regular endings (-s, -es, -ed, -ing) and letter case match by themselves. */
export const englishLexicon: Lexicon = {
  certain: parseTerms(`
    formal complaint!, file a complaint!, filing a complaint!, lodge a complaint!, make a complaint!, want to complain!, want my money back!
    my lawyer!, my attorney!, got sued, being sued, was sued, sued me, suing you!, sue you!, take you to court!, see you in court!, without my consent!, without my permission!, unauthorized!, unauthorised!
    made me sick!, got sick!, burst into flames!, caught fire!, electric shock!, electrocuted!, choked on!, ended up in hospital!, taken to hospital!, called an ambulance!
    was injured, were injured, got injured, been injured, injured my, injured his, injured her, injured by, caused injury, caused an injury, serious injury
    is dangerous, was dangerous, are dangerous, were dangerous, so dangerous, very dangerous, extremely dangerous, is unsafe, was unsafe, are unsafe, felt unsafe, feel unsafe, safety hazard, fire hazard
    thanks for nothing!, not been refunded, not refunded, never refunded, not got my refund, n't got my refund, never got my refund, never got a refund, not received a refund, n't received my refund, n't received a refund, yet to receive my refund
    go to the press!, going to the press!, call the press!, tell the newspaper!, tell the newspapers!, going public with!, report you to!, reporting you to!, reported you to!`),
  critical: parseTerms(`
    refund!, full refund!, money back!, reimburse!, reimbursement!, compensation!, compensate!, chargeback!, charge back!
    fraud!, fraudulent!, fraudulently!, stolen!, theft!, identity theft!, dispute!, disputing!
    lawyer!, attorney!, lawsuit!, legal action!, small claims!, illegal!, illegally!, violation!
    ombudsman!, regulator!, attorney general!, consumer protection!, better business bureau!, bbb!, trading standards!
    food poisoning!, injured!, injury!, injuries!, hazard!, dangerous!, unsafe!, on fire!, in flames!, smoke alarm!, gas leak!, carbon monoxide!, allergic reaction!, poisoned!
    journalist!, local newspaper!, national newspaper!, to the press!, watchdog!, data protection authority!`),
  suspected: [],
  harmless: parseTerms(`
    no complaints, no complaint, cannot complain, can't complain, nothing to complain about, without complaint, zero complaints, my only complaint, only complaint
    no problem, no problems, no problem at all, no issue, no issues, without any problem, without a problem, problem solved, problem was solved, trouble free
    not bad, not bad at all, not too bad, too bad, cannot go wrong, can't go wrong, cant go wrong, can not go wrong, hole in the wall, what's wrong, of the week, days a week, couldn't be happier, could not be happier, not disappoint, never disappoints, won't be disappointed, will not be disappointed, wasn't disappointed, not be disappointed
    refund policy, how do i get a refund, easy refund, quick refund, happy hours, business hours, opening hours, working hours, open late, late night, late lunch, late dinner, worth the wait, no waiting, no wait
    waiting staff, wait staff, wait to wear, can't wait, cannot wait, well worth, ridiculously good, sick good, insanely good, to die for, without error, bad boy, not expensive, ripped jeans, holes in the jeans, tear up, no hassle, wasn't too late, gross income, worse for wear, joke around
    add insult to injury, adding insult to injury, insult to injury, in demand, on demand, high demand, supply and demand, dangerously good, dangerously delicious
    got a refund, got my refund, got a full refund, got my money back, received a refund, received my refund, received a full refund, gave me a refund, gave us a refund, gave me a full refund, gave us a full refund, gave me my money back, offered a refund, offered me a refund, offered us a refund, offered a full refund, was refunded, were refunded, been refunded, refund came, refund arrived, refund went through, refund was quick, refund was fast, refund was easy, refunded quickly, refunded promptly`),
  negations: parseTerms(
    `not, no, never, without, nothing, hardly, barely, neither, nor, none, n't, cannot, isnt, wasnt, dont, didnt, doesnt`,
  ),
  context: parseTerms(
    `want, need, demand, request, require, insist, expect, ask for, asked for, asking for, claim, seek, deserve, entitled, owe, must, immediately, at once, asap, please, give me, pay me, send me, give us, pay us, where is, when will, when do, still, yet, waiting, no, not, never, n't, cannot, refuse, refusal, deny, denied, denial, reject, ignore, contact, contacting, hire, hiring, consult, speak to, talk to, report, reported, file, filing, filed, sue, court, police, hospital, doctor, emergency, threaten, victim, committed, against`,
  ),
  thanks: parseTerms(
    `thanks for, thanks again for, thanks so much for, many thanks for, thank you for, thank you so much for, thank you very much for, thank you all for, thank them for, thankful for, grateful for, appreciate the, appreciate your, appreciated the, appreciated your, appreciate how, kudos for, pleased with, happy with, impressed with, impressed by, delighted with`,
  ),
};
