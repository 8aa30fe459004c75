/// First and last names of generated users.
enum GivenNames {
  static let first = words("""
    Adam Aidan Alan Alba Alex Alice Amir Amy Ana Andrea Anna Anton April Arno Ashok Astrid Ben Bella Bjorn Boris Brad Brenda Bruno Carla Carl Carol
    Celia Chad Chen Chloe Chris Clara Cyril Dale Dan Dana Daria David Dean Deb Diego Dina Dirk Dora Doris Dylan Edgar Edith Elena Eli Ella Elsa Emil Emma
    Enzo Erik Erin Esther Eva Evan Faith Felix Fiona Flora Frank Frida Gail Gary Gerd Gina Glenn Grace Greta Gus Hanna Hans Harry Hazel Heidi Helge
    Henry Hilda Hugo Ian Ida Igor Ines Ingrid Irene Iris Isaac Ivan Jack Jacob Jade Jan Jana Jane Jared Jay Jean Jenny Jesper Jim Joan Jodie John Jonas
    Jorge Jose Julia Kai Kara Karl Kate Keiko Ken Kim Kirk Klaus Lara Lars Laura Lea Lee Leo Leon Liam Lily Linda Lisa Liv Lola Lucy Luis Luka Lydia
    Mads Maja Marc Maria Mark Marta Max Maya Megan Mia Mika Mike Milan Mira Mona Nadia Naoki Nate Nils Nina Noah Nora Olaf Oleg Olga Oscar Otto Paul Per
    Petra Phil Pia Piotr Qin Rachel Raj Ralf Ray Rita Rob Roman Rosa Ruth Ryan Sam Sara Scott Sean Shu Sofia Stan Stig Sue Sven Tara Ted Tess Theo Tim
    Tina Tom Tony Uma Ute Vera Vic Viola Wade Walt Wanda Wei Will Xenia Yan Yuki Yves Zac Zara Zoe
    """)
  static let last = words("""
    Abbas Abel Abrus Adams Ahmed Alam Allen Amini Ansel Arndt Ashe Bach Bacon Bailey Baker Banti Barr Bauer Beck Bell Benin Berg Berry Bishop Blake Bloch
    Boyd Braun Breyer Brown Bryant Burke Byrne Cabot Cai Camp Cannon Carey Carlson Carr Casey Chai Chan Chen Ciccu Clark Clay Cole Cook Cooper Corets
    Cox Craig Cruz Daly Dane Davis Dean Delgado Denis Diaz Dietz Dixon Doyle Drew Duncan Dunker Dyck Eaton Ebert Ellis Erben Evans Falk Faria Farr Fine
    Fischer Flood Ford Fort Foster Frank Freitag Frost Fuchs Furse Gates Geist Gibson Glass Goel Gomez Gray Green Grimm Gross Haas Hall Hamlin Hance
    Hanif Hansen Harper Hart Hay Heath Hein Hill Hirsch Holm Holt Hong Hood Horn Huff Hughes Isla Ito Jaffe James Jensen Jones Jordan Kahn Kane Karim
    Kaur Keil Kelly Khan Kim King Klein Koch Kohl Kraus Kumar Lang Larsen Lee Lew Lind Long Lopez Lugo Luna Lyon Mabee Mann Marsh Martin Mason May Mayer
    Meyer Michel Miller Mills Moore Moreno Morgan Moyer Murphy Myer Nagel Nash Neil Nelson Newman Nguyen Nixon Novak Oberg Olsen Ortiz Owens Page Park
    Patel Patten Penor Perry Peters Philips Poe Poland Porter Price Quinn Rao Raposo Reed Reiter Reyes Rhodes Rice Ritter Rivas Roberts Rose Ross Roth
    Russo Ryan Saito Salas Sanchez Sato Saylor Scott Shah Shaw Simon Singh Smith Sousa Spencer Stahl Steele Stone Suri Swan Tham Thorpe Tien Tobey Torres
    Toth Trout Turner Uddin Vargas Vogel Wagner Walker Wang Ward Watson Weber Weiss White Wilson Winter Wolf Wood Wright Wu Yang Yee Yoon Young Yuan Zeng
    Ziegler Zimmer Zuniga Zwilling
    """)

  private static func words(_ text: String) -> [String] { text.split { $0 == " " || $0 == "\n" }.map(String.init) }
}
