/** The passwords everybody tries first, in lower case; only those long enough to be chosen at all. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
  00000000 11111111 12121212 12344321 12345678 22222222 55555555 66666666 77777777 87654321 88888888 99999999
  111111111 123123123 123456789 123454321 147258369 741852963 789456123 987654321 999999999
  0000000000 0123456789 0987654321 1111111111 1234567890 1234512345 9876543210 12345678910 123456789a 123456789q
  112233445566 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5 qazwsxedc zaq12wsx zaq1zaq1
  qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 123qweasd 123qweasdzxc 1234qwer qwer1234
  asdfghjk asdfghjkl asdfasdf asdf1234 asdfqwer zxcvbnm1 zxcvbnm123 qweasdzxc qweasd123 abcd1234 abc12345 abc123456
  a1b2c3d4 a1234567 a12345678 a123456789 aa123456 aa12345678 aaaaaaaa abcdefgh abcdefghi abcabcabc
  password passw0rd p@ssword p@ssw0rd pa55word pa$$word password! password1 password2 password01 password11 password12
  password123 password1234 password12345 password123! passwort passwort1 motdepasse contraseña password2024 password2025
  password2026 mypassword yourpassword newpassword changeme changeme1 changeme123 letmein1 letmein123 letmeinnow
  welcome1 welcome123 welcome2024 welcome2025 welcome2026 iloveyou iloveyou1 iloveyou2 trustno1 sunshine sunshine1
  princess princess1 football football1 baseball baseball1 basketball superman superman1 batman123 spiderman
  starwars starwars1 pokemon1 pokemon123 minecraft computer computer1 internet samsung1 whatever whatever1 midnight
  jennifer jessica1 michelle michael1 charlie1 jordan23 daniel123 elizabeth alexander chocolate butterfly
  liverpool liverpool1 chelsea1 arsenal1 barcelona manchester dolphins corvette mercedes ferrari1 maverick
  mustang1 cowboys1 yankees1 steelers eagles123 marlboro snowball cheyenne brooklyn victoria veronica
  admin123 admin1234 admin12345 administrator adminadmin root1234 rootroot testtest test1234 test12345 testing123 guest123
  user1234 default1 secret123 secretpassword master123 masterkey monkey123 dragon123 dragon12 shadow123 hello123 helloworld
  google123 facebook facebook1 linkedin linkedin1 myspace1 fuckyou1 fuckyou2 lovelove loveme123 blink182 metallica nirvana1
  correcthorsebatterystaple thisisapassword paygraph paygraph1 paygraph123
  `
    .trim()
    .split(/\s+/),
);
