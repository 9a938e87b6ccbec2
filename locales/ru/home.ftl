home-greeting = Здравствуйте, { $name }!
home-nothing = Сейчас от вас ничего не ждут.
home-more = Ещё здесь:
