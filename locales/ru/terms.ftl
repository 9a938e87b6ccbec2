-organisation = { $form ->
    [genitive] организации
    [dative] организации
    [accusative] организацию
    [instrumental] организацией
    [prepositional] организации
    [plural] организации
    [pluralGenitive] организаций
   *[nominative] организация
}
-teacher = { $form ->
    [genitive] педагога
    [dative] педагогу
    [accusative] педагога
    [instrumental] педагогом
    [prepositional] педагоге
    [plural] педагоги
    [pluralGenitive] педагогов
   *[nominative] педагог
}
-bank = { $form ->
    [genitive] банка
    [dative] банку
    [accusative] банк
    [instrumental] банком
    [prepositional] банке
    [plural] банки
    [pluralGenitive] банков
   *[nominative] банк
}
-programme = { $form ->
    [genitive] персонализированной программы
    [dative] персонализированной программе
    [accusative] персонализированную программу
    [instrumental] персонализированной программой
    [prepositional] персонализированной программе
    [plural] персонализированные программы
    [pluralGenitive] персонализированных программ
   *[nominative] персонализированная программа
}
-head = { $form ->
    [genitive] руководителя
    [dative] руководителю
    [accusative] руководителя
    [instrumental] руководителем
    [prepositional] руководителе
    [plural] руководители
    [pluralGenitive] руководителей
   *[nominative] руководитель
}
-regulation = { $form ->
    [genitive] положения
    [dative] положению
    [accusative] положение
    [instrumental] положением
    [prepositional] положении
    [plural] положения
    [pluralGenitive] положений
   *[nominative] положение
}
