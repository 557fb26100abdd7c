"""Names in Latin letters as lists have them, written down for the tests: no list of real people."""

from __future__ import annotations

BANGLADESH_GIVEN = """
Rakib Rahim Karim Jamal Kamal Sohel Rubel Jewel Rasel Shakil Shamim Nayeem Sayeed Hasan Hossain Hussain Arif Tariq
Fahim Faisal Imran Irfan Ibrahim Ismail Yusuf Yasin Abdullah Abdur Abdus Obaidullah Wahiduzzaman Moniruzzaman
Asaduzzaman Rafiqul Shafiqul Ariful Saiful Nazrul Zahirul Mahfuzur Mahmudul Mostafizur Mustafiz Muhammad Mohammad
Mahmud Masud Mahbub Mehedi Mizanur Mushfiqur Mustakim Mostafa Mozammel Mosharraf Mujibur Ziaur Zillur Khalilur
Habibur Hafizur Lutfor Badrul Sirajul Shariful Touhidul Taufiq Sabbir Sazzad Tanvir Tasnim Tahmid Tawhid Tamim
Sifat Rifat Rafi Raiyan Ayan Arafat Abrar Ashraful Aminul Anwar Alauddin Nasiruddin Shahabuddin Jasim Jahangir
Alamgir Humayun Babul Abul Kashem Quddus Jabbar Razzak Farzana Farhana Fatema Fatima Ayesha Khadija Mariam Rahima
Karima Salma Sumaiya Sadia Sabrina Nusrat Israt Ishrat Jannatul Nazma Nazmun Nasrin Nargis Sharmin Shahnaz Shahina
Shirin Tania Taslima Tahmina Trisha Labiba Lamia Mahiya Maisha Mehjabin Mousumi Rabeya Rasheda Rukaiya Rokeya
Rumana Rubaiyat Humaira Habiba Halima Hafsa Afroza Afsana Anjuman Ankhi Umme Urmi Jesmin Jobaida Zulekha Kulsum
Khurshid Koushik Bilkis Bushra Parvin Poly Firoza Gulshan Mukta Munni Mim Mitu Shanta Shapla Priya Priyanka Pragya
Protima Proshanto Prosenjit Purnima Partha Pollob Pankaj Padma Sreya Srabani Srikanto Shyamal Shonkor Krishna
Krittika Kanchan Kalyani Kshitish Gobinda Gouranga Goutam Ganga Gitanjali Jyotsna Jyoti Jayanta Jayasree Jharna
Tonmoy Tanni Tushar Tridib Dipankar Dipti Durga Debabrata Debashish Dwijen Dhrubo Nandita Nandini Nikhil Nibedita
Nirmal Bishwajit Bishnu Bidyut Brishti Brindaban Bonna Barnali Barsha Biplob Bhaskar Bhoirob Mrittika Mrinmoy
Mrinal Mithun Moitreyi Christina Krishna Uchhash Swarna Swapna Swati Snigdha Sneha Spondon Swastika Subrata
Suchitra Sudipta Surjo Himadri Hoimonti Wasim Wahida Waliul Xenia Zakia Zannat Zubayer Zayan Zidan Zobaida Yeasmin
Yasmin Yamin Evan Evana Ovi Ovijit Bivas Sourav Gourav
"""

BANGLADESH_FAMILY = """
Islam Rahman Hossain Ahmed Ahmmed Uddin Miah Mia Khan Chowdhury Choudhury Sarkar Talukder Howlader Hawlader Halder
Mollah Mondal Mandal Sheikh Sayed Bhuiyan Bhuyan Pramanik Patwary Shikder Sikder Majumder Mridha Kazi Munshi
Matubbar Fakir Farazi Dewan Bepari Ali Alam Akter Aktar Begum Khatun Khanam Parvin Sultana Yasmin Bibi Nahar
Ferdous Jahan Ara Tabassum Siddique Quraishi Ansari Haider Haque Huq Hoque Mallick Laskar Sardar Gazi Mir Mirza
Biswas Shah Kabir Azad Amin Zaman Chakraborty Chakrabarti Bhattacharya Bhattacharjee Mukherjee Chatterjee Banerjee
Das Dash Dasgupta Sengupta Sen Gupta Roy Ray Ghosh Basu Bose Dutta Datta De Deb Nath Debnath Paul Saha Shil Kundu
Nandi Karmakar Sutradhar Malakar Adhikari Acharya Goswami Brahma Barman Baidya Banik Sharma Shastri Thakur Gain
Mistry Hazra Rajbongshi Soren Singha Chakma Marma Tripura Tanchangya Mro Bawm Lushai Khyang Rakhine Drong Mrong
Rema Mankhin Chiran Nokrek Hajong Koch Munda Hembrom Murmu Tudu Kisku Hasda Barua Mutsuddi Gomes Rozario Costa
D'Costa Cruze Perera Rodrigues Ribeiro Corraya Palma Baroi Bairagi Ballav
"""

WORLD_GIVEN = """
Anne Brian Chloé Daniel Émile François Geneviève Hélène Inès Jérôme Zoë Noël Maël Léa Théo José Íñigo Ángel Begoña
María Mª Núria Óscar Raúl Sofía Úrsula Jürgen Björn Günther Käthe Lörrach Rüdiger Sören Walter Wolfgang Ludwig
Xaver Yvonne Zdeněk Aleksandr Svetlana Vladimir Yevgeny Evgeniya Ksenia Grzegorz Wojciech Zbigniew Andrzej
Małgorzata Ágnes György Zsófia Tamás Iván Vítor João Conceição Gonçalo António Inês Lucía Valentín Xavier Ximena
Yolanda Quirin Kwame Nkechi Nguyễn Thị Văn Xuân Wei Xiu Zhang Qing Hyun Seung Takeshi Yuki Ahmet Çağla Şükrü Ömer
Gül İbrahim Þór Guðrún Æthel Ørjan Åse Siân Rhys Gwyneth Navneet Navya Vikram Vivek Vijay Bhavna Avni Avneesh
Devraj Gaurav Shivani Shravan Vaishnavi Yashvi Yuvraj Raghav Rajiv Sanjiv Svend Dwayne Gwen Lloyd Myfanwy Wyn Bryn
Lynx Max Felix Alex Jax Dax Rex Trixie Roxanne Oxana Dexter Baxter Kizzy Lizzy Izzy
"""

WORLD_FAMILY = """
Müller Schmidt Schröder Groß Weiß Krüger Königsberger Strauß Bäcker Vögele Wright Hawthorne Newton Lawrence Bowles
Dawson Brown Crowley Rowling Schwartz Schwarzkopf Kowalski Wiśniewski Wójcik Lewandowski Dvořák Novák Kovács Nagy
Szabó Horváth O'Brien O'Neill McDonald MacArthur Mcgregor FitzGerald DeSouza D'Souza deSouza DiCaprio LeBlanc
VanDyke vanGogh St.John Núñez Ibáñez Peña Muñoz Güell García Rodríguez Gómez Pérez Sánchez Ramírez Gonçalves
Magalhães Simões Conceição Français Lefèvre Desprès Benoît Béranger Yılmaz Öztürk Çelik Şahin Kılıç Ivanov Petrov
Pavlov Chekhov Tkachenko Shevchenko Nkrumah Mbeki Ndlovu Mwangi Nyambura Xhosa Nguyen Pham Xu Hsu Ng Zhou Hwang
Kwon Park Sharma Verma Varma Yadav Jadhav Madhavan Srivastava Trivedi Chaturvedi Viswanathan Venkatesh
Krishnamurthy Subramaniam Ranganathan Dhawan Dhanvi Jain Wijesinghe Wickremesinghe Pathirana Gunawardena
Ranjit-Singh Smith-Jones Ó'Catháin Ní_Bhriain Lövgren Åström Ångström Sørensen Kjær Þórsdóttir
"""

ODD_CELLS = r"""
MD. RAKIB|Md. Rakib Hasan|MD RAKIBUL ISLAM|Mst. Ayesha|MST. SUMAIYA AKTER|A. K. M. Fazlul Huq|AKM Fazlul
A.B.M. Wahid|S M Rakib|D'Costa|D’Costa|D`Costa|D´Costa|O'Brien|Al-Amin|AlAmin|Abd al-Rahman|McDonald|RakibHasan
rakib hasan|rakib.hasan@mail.com|rakib_01@gmail.com|BD2023CSE45|8-A-12|VIII-Ka|Roll 12|N/A|n/a|Yes|No|YES|NO|Y|N|M
F|Male|Female|boy|girl|-|?|...|12|12.5|A+|Rakib†|†Rakib|Rakib ‡|Rakib*|© Rakib|Rakib ®|Rakib™|“Rakib”|‘Rakib’
Rakib…|Rakib – Karim|Rakib — Karim|Rakib • Karim|Nº 5|Mª José|1ª|2º|½|50%|Tk. 500|£5|€20|5°C|§ 4|Rahim & Karim|R&D
Dr. Rakib, MBBS|PhD|B.Sc.|BSc|B.Ed|M.Phil|Ph.D|iPhone|eBay|www.bsuh.org|https://example.org/a?b=c|C:\Users\\x
#REF!|=A1+B2|Grade 8|Class: Eight|Section A|Father's name|Mother's Name|Student_Name|student_id|Name of Student
Guardian consent|Date of Birth|Mobile No.|Sl. No.|SL|ID|GPA|Remarks|Total|Grand Total|Head Teacher|Name|Roll|Sex
Gender|Age|Village|Xylophone|WWW|xx|XXL|vs.|viz.|etc.|Vth|Vlll|viii|xii|XII|wk|wkly|vw|kw|kWh|pH|mmHg|রকিব হাসান
মোঃ রকিব|প্রিয়া|নাম|Rakib রকিব|१२|李明|Иван|Ελένη|محمد|Rakib (রকিব)
"""


def bangladeshi() -> list[str]:
    """Given and family names of Bangladesh in Latin letters, each given name with a third of the family names, in the
    cases that people type."""
    cases = (str, str, str.upper, str.lower)
    prefixes = ("", "", "Md. ", "MD ", "Mst. ", "S. M. ")
    families = BANGLADESH_FAMILY.split()
    return [
        cases[(place + turn) % 4](
            prefixes[(place + turn) % 6] + f"{given} {families[(place + turn * 3) % len(families)]}"
        )
        for place, given in enumerate(BANGLADESH_GIVEN.split())
        for turn in range(len(families) // 3)
    ]


def of_the_world() -> list[str]:
    cases = (str, str, str.upper, str.lower)
    families = WORLD_FAMILY.split()
    return [
        cases[(place + turn) % 4](f"{given} {families[(place + turn * 5) % len(families)]}")
        for place, given in enumerate(WORLD_GIVEN.split())
        for turn in range(len(families) // 5)
    ]


def odd_cells() -> list[str]:
    return [cell for line in ODD_CELLS.strip().splitlines() for cell in line.split("|")]


def single_words() -> list[str]:
    """Each name alone, in each case."""
    words = (BANGLADESH_GIVEN + BANGLADESH_FAMILY + WORLD_GIVEN + WORLD_FAMILY).split()
    return sorted({form for word in words for form in (word, word.upper(), word.lower())})


UNSEEN_GIVEN = """
Michael Jennifer Christopher Amanda Joshua Jessica Matthew Ashley Andrew Stephanie Kevin Vivian Silvia Victor
Olivia Oliver Xander Bruce Marcus Edward Edwin Darwin Irwin Selwyn Wendy Wesley Whitney Winston Gavin Calvin
Marvin Mervyn Trevor Beverly Evelyn Levi Livia Nevaeh Avery Ivy Javier Vikki Savannah Giovanni Vincenzo Zvonimir
Miroslav Stanislav Vsevolod Zuzana Jiří Bảo Đặng Kwabena Gwendolyn Akwasi Mbwana Njoroge Wambui Chukwuemeka
Olufunke Tshepo Thandiwe Sizwe Zwelinzima Xolani Sarvesh Vidya Vandana Vasudha Vinayak Yogesh Devdutt Jnanendra
Dnyaneshwar Kshitij Tvisha Advait Atharva Vrinda Shvetank Kavindu Dilshan Nuwan Chathurika Vishwanath Gyanendra
Bhimsen Tashi Jigme Wangchuk Aung Khin Zaw Htwe Myint Ngwe Aisha Bilal Hamza Zaynab Khadeeja Qasim Waqar Owais
Uwais Awais Wajid Rizwan Rezwana Jawad Fawad Nawaz Sarwar Anwara Kawsar Mowmita Mou Puja Jui Jhumur Keya Bithi
Tuli Moon Sumi Rumi Lipi Lucky Happy Beauty Shiuli Poppy Sweety Dolly Jolly Babli
"""

UNSEEN_FAMILY = """
Johnson Williams Anderson Wilson Evans Edwards Hawkins Lewis Owens Powell Howard Woodward Blackwell Cowdrey
Vaughan Sullivan Vasquez Chávez Álvarez Vidal Oliveira Silva Carvalho Nowak Wozniak Krzyżewski Brzęczyszczykiewicz
Svoboda Dvorak Zwierzyński Vu Võ Vương Kwiatkowska Ogunbanjo Nwosu Okwu Mwale Zwane Shvarts Levi Yvkoff Chauhan
Devi Vaidya Bhavsar Dwivedi Pandya Tshering Dorji Shrestha Gurung Rajapaksa Wickramasinghe Siriwardena Win Thwin
Nawab Waseem Newaz Nowaz Shahnewaz Hawlader Zaman Uzzaman Ullah Moon Mitra Bagchi Lahiri Sanyal Mazumder Dhar Guha
Kar Nag Som Sur Rakshit Poddar Modak Bhowmick Dev
"""


def unseen() -> list[str]:
    """Names of which no letter was counted for the reader's weights."""
    families = UNSEEN_FAMILY.split()
    return [
        case(f"{given} {family}")
        for given in UNSEEN_GIVEN.split()
        for family in families[:: 3 + len(given) % 3]
        for case in (str, str.upper, str.lower)
    ]
