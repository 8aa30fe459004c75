@{
  Title = 'UCMA 3.0: coexistence'
  Deployment = 'a'
  Minutes = 10
  Rules = 'R-070'
}
