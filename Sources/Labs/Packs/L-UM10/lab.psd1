@{
  Title = 'Users and meetings from Lync Server 2010'
  Deployment = 'a'
  Minutes = 30
  Rules = 'R-080', 'R-081', 'R-082', 'R-083', 'R-085', 'R-086', 'R-095'
}
