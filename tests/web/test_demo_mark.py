from django.urls import reverse


def test_every_page_of_the_demo_says_that_everyone_is_invented(db, client, settings):
    address = reverse("account_login")
    assert "påhittade" not in client.get(address).content.decode()
    settings.DEMO = True
    assert "Demo: alla här är påhittade" in client.get(address).content.decode()
