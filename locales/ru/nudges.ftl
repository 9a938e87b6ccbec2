nudge-tomorrow = Напомнить завтра
nudge-tomorrow-said = Напомню: { $day }.
nudge-fewer-said = До { $day } напоминать о сроках не буду. Дела никуда не денутся: они в списках на главном экране.
nudge-usual-said = Напоминаю как обычно.
